"""The import-linter contract "a library has one home": who may import it directly (used by .importlinter)."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

OURS = ("leadlight", "pages", "pipelines")


class HomeContract(Contract):
    """Only `homes` (modules, or packages with all in them) import one of `libraries`; either may be absent."""

    type_name = "home"
    libraries = fields.ListField(subfield=fields.StringField())
    homes = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find every direct import of a library from outside its homes."""
        strays = sorted(
            (importer, library)
            for library in self.libraries
            if library in graph.modules
            for importer in graph.find_modules_that_directly_import(library)
            if importer.split(".")[0] in OURS and not self._is_at_home(importer)
        )
        return ContractCheck(kept=not strays, metadata={"strays": strays})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say who imports what, and where it belongs."""
        for importer, library in check.metadata["strays"]:
            output.print_error(f"{importer} imports {library}, whose home is {', '.join(self.homes)}", bold=False)
        output.new_line()

    def _is_at_home(self, importer: str) -> bool:
        return any(importer == home or importer.startswith(f"{home}.") for home in self.homes)
