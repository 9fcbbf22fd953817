"""What an import leaves to a person to choose; it stands apart, so that a help page can list it without the database."""

from enum import StrEnum


class OnMatch(StrEnum):
    """What happens to a row whose contact is there already."""

    UPDATE = "update"
    FILL = "fill"
    SKIP = "skip"
    CREATE = "create"


class Rule(StrEnum):
    """What a row's value of one field does to the value on file: take its place, only fill a gap, or nothing at all."""

    OVERWRITE = "overwrite"
    FILL = "fill"
    NEVER = "never"


class Order(StrEnum):
    """The order of the numbers in a date such as 3/4/2024."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "ymd"


class FileFormat(StrEnum):
    """What a file can be written in."""

    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    JSON = "json"
    JSONL = "jsonl"
    VCF = "vcf"
    MBOX = "mbox"
    EML = "eml"


class Decimal(StrEnum):
    """The sign before the decimals of a number."""

    POINT = "."
    COMMA = ","
