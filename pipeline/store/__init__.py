"""The ledger of a run: what every source became, in one SQLite file."""

from pipeline.store.fingerprint import Fingerprint, content_key, take_fingerprint
from pipeline.store.ledger import Entry, Store
from pipeline.store.schema import StoreError

__all__ = ["Entry", "Fingerprint", "Store", "StoreError", "content_key", "take_fingerprint"]
