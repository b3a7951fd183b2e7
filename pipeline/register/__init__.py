"""The register: who and what is named, joined over all releases of a run.

Pure functions over exported records; nothing here reads a text, a file of a run, or the store. Every entity of every
release gets an *identity*, a string made of its own evidence; entities with one identity are one row, and the row's
id is the identity's hash. What the order of releases or the presence of others cannot change about an entity's
evidence cannot change its id. An id changes, and the old one is never used for somebody else, when the run learns
something about it: the name behind an acronym, the country of a place, or that two persons bear one name.
"""

from pipeline.register.build import Register, build_register
from pipeline.register.parts import Named

__all__ = ["Named", "Register", "build_register"]
