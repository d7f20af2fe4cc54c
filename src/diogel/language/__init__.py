"""Every sentence a person reads, in both languages."""

from diogel.language.catalogue import both, say

__all__ = ["both", "say"]
