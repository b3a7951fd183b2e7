"""The ledger of a run: what every source became, in one SQLite file."""

from pipeline.store.fingerprint import Fingerprint, content_key, take_fingerprint, take_writers_digest
from pipeline.store.ledger import Entry, Known, Store
from pipeline.store.lock import folder_lock
from pipeline.store.opening import open_store
from pipeline.store.schema import StoreError

__all__ = [
    "Entry",
    "Fingerprint",
    "Known",
    "Store",
    "StoreError",
    "content_key",
    "folder_lock",
    "open_store",
    "take_fingerprint",
    "take_writers_digest",
]
