"""Themes of answers in free text: codebooks, coding by two people, counts, keywords, exchange."""

from diogel.surveys.themes.codebook import NONE, Code, Codebook
from diogel.surveys.themes.codebook_file import (
    codebook_text,
    codebooks_of,
    keep_version,
    read_codebook,
    write_codebook,
)
from diogel.surveys.themes.coded import Piece, pieces_path, texts_of, write_pieces
from diogel.surveys.themes.compare_sheet import (
    Compared,
    rounded,
    take_compared,
    whose_compared,
    write_compared,
)
from diogel.surveys.themes.comparing import Agreement, CodeAgreement, Side
from diogel.surveys.themes.counting import CodedThemes, Standing, codebooks_for, standing
from diogel.surveys.themes.keyness import Keyword, keywords
from diogel.surveys.themes.refi_codebook import FromTool, codebook_to_qdc, read_qdc
from diogel.surveys.themes.refi_project import Found, Source, project_bytes
from diogel.surveys.themes.sheet import Whose, same_coder, take_sheet, whose_sheet, write_sheet

__all__ = [
    "NONE",
    "Agreement",
    "Code",
    "CodeAgreement",
    "Codebook",
    "CodedThemes",
    "Compared",
    "Found",
    "FromTool",
    "Keyword",
    "Piece",
    "Side",
    "Source",
    "Standing",
    "Whose",
    "codebook_text",
    "codebook_to_qdc",
    "codebooks_for",
    "codebooks_of",
    "keep_version",
    "keywords",
    "pieces_path",
    "project_bytes",
    "read_codebook",
    "read_qdc",
    "rounded",
    "same_coder",
    "standing",
    "take_compared",
    "take_sheet",
    "texts_of",
    "whose_compared",
    "whose_sheet",
    "write_codebook",
    "write_compared",
    "write_pieces",
    "write_sheet",
]
