"""The standard as a folder that anybody may take: data package, and a page for each measure."""

from diogel.workspace.standard_site.export import Exported, export_standard

__all__ = ["Exported", "export_standard"]
