"""KoboToolbox and ODK Central as far as their exports go: forms filled in, and the files the servers make of them.

The servers read the form itself and so does this: groups, repeats, types and choices come from the sheets of the XLSForm.
KoboToolbox: kobotoolbox/formpack, `reporting/export.py` and `schema/fields.py`. ODK Central: getodk/central-backend,
`lib/data/briefcase.js` (CSV) and `lib/data/json.js` (OData).
"""

import csv
import io
import json
from dataclasses import dataclass, field

from openpyxl import Workbook

KOBO_COPIES = [
    "_id",
    "_uuid",
    "_submission_time",
    "_validation_status",
    "_notes",
    "_status",
    "_submitted_by",
    "__version__",
    "_tags",
]
CENTRAL_END = [
    *("KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState"),
    *("DeviceID", "Edits", "FormVersion"),
]
ACCOUNT = "Ada Personname"
"""Who sent it: nothing of this may come through."""


@dataclass
class Question:
    """A question as the server knows it."""

    name: str
    type: str
    path: tuple[str, ...]
    choices: tuple[str, ...] = ()
    repeat: str = ""


@dataclass
class Filled:
    """One form filled in: values by name (a list where several were ticked), and the bodies in its repeat."""

    id: str
    values: dict[str, object]
    bodies: list[dict[str, object]] = field(default_factory=list)


def questions_of(form):
    """The questions of an XLSForm, each with its groups; hidden calculations and notes are among them."""
    lists = {}
    rows = [[cell.value for cell in row] for row in form["choices"].iter_rows()]
    for row in rows[1:]:
        lists.setdefault(row[0], []).append(row[1])
    rows = [[cell.value for cell in row] for row in form["survey"].iter_rows()]
    types, names = rows[0].index("type"), rows[0].index("name")
    found, groups, repeat = [], [], ""
    for row in rows[1:]:
        kind, name = row[types], row[names]
        if kind in ("begin_group", "begin_repeat"):
            groups.append(name)
            repeat = name if kind == "begin_repeat" else repeat
        elif kind in ("end_group", "end_repeat"):
            groups.pop()
            repeat = "" if kind == "end_repeat" else repeat
        else:
            type_, _, list_name = kind.partition(" ")
            found.append(Question(name, type_, (*groups, name), tuple(lists.get(list_name, ())), repeat))
    return found


def calculated(form):
    """What the form fills in by itself."""
    rows = [[cell.value for cell in row] for row in form["survey"].iter_rows()]
    head = rows[0]
    at = {column: head.index(column) for column in ("type", "name", "calculation")}
    return {row[at["name"]]: row[at["calculation"]].strip("'") for row in rows[1:] if row[at["type"]] == "calculate"}


def joined(value):
    return " ".join(value) if isinstance(value, (list, tuple)) else value


def of_type(question, value, *, typed):
    if value in (None, ""):
        return None
    return int(value) if typed and question.type == "integer" else str(joined(value))


# KoboToolbox


def kobo_columns(question, separator, select_many, inside=()):
    path = separator.join(question.path)
    if question.type != "select_multiple":
        return [path]
    columns = [path] if select_many in ("both", "summary") else []
    if select_many in ("both", "details"):
        columns += [f"{path}{separator}{choice}" for choice in question.choices]
    return columns


def kobo_cells(question, value, select_many, *, typed=False, ticks=("1", "0")):
    if question.type != "select_multiple":
        return [of_type(question, value, typed=typed)]
    picked = value if isinstance(value, (list, tuple)) else [value] if value else []
    cells = [joined(value) or None] if select_many in ("both", "summary") else []
    if select_many in ("both", "details"):
        cells += [(ticks[0] if choice in picked else ticks[1]) if picked else None for choice in question.choices]
    return cells


def kobo_copies(number, filled):
    stamp = "2026-05-04T08:30:00"
    return [number, filled.id, stamp, None, None, "submitted_via_web", ACCOUNT, "vKq8Zr4uTgfb2", None]


def kobo_tables(form, submissions, separator="/", select_many="both", **options):
    """The sheets of an export with XML values and headers."""
    questions = questions_of(form)
    main = [question for question in questions if not question.repeat]
    inner = [question for question in questions if question.repeat]
    head = [column for question in main for column in kobo_columns(question, separator, select_many)]
    tables = {"Reintegration of people who re": [[*head, *KOBO_COPIES, "_index"]]}
    if inner:
        columns = [column for question in inner for column in kobo_columns(question, separator, select_many)]
        more = ["_index", "_parent_table_name", "_parent_index", *(f"_submission_{copy}" for copy in KOBO_COPIES)]
        tables[inner[0].repeat] = [[*columns, *more]]
    first, count = next(iter(tables)), 0
    for number, filled in enumerate(submissions, 1):
        cells = [cell for q in main for cell in kobo_cells(q, filled.values.get(q.name), select_many, **options)]
        tables[first].append([*cells, *kobo_copies(number + 700, filled), number])
        for body in filled.bodies:
            count += 1
            cells = [cell for q in inner for cell in kobo_cells(q, body.get(q.name), select_many, **options)]
            tables[inner[0].repeat].append([*cells, count, first, number, *kobo_copies(number + 700, filled)])
    return tables


def write_xlsx(tables, path):
    book = Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def write_csv(rows, path, *, delimiter=",", quoting=csv.QUOTE_MINIMAL, encoding="utf-8", end="\r\n"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def kobo_xlsx(form, submissions, folder, **options):
    return write_xlsx(kobo_tables(form, submissions, **options), folder / "kobo.xlsx")


def kobo_csv(form, submissions, folder, encoding="utf-8-sig", delimiter=";", **options):
    """Semicolons, everything quoted; the rows of repeats are left out, as KoboToolbox does."""
    rows = next(iter(kobo_tables(form, submissions, **options).values()))
    rows = [["" if cell is None else cell for cell in row] for row in rows]
    file = folder / "kobo.csv"
    return write_csv(rows, file, delimiter=delimiter, quoting=csv.QUOTE_ALL, encoding=encoding, end="\n")


def kobo_json(form, submissions, folder, shape="results", *, ascii_only=False):
    """`/api/v2/assets/.../data.json`: what was left open has no key."""
    questions = questions_of(form)
    found = []
    for number, filled in enumerate(submissions, 701):
        one = {"_id": number, "formhub/uuid": "0" * 32, "__version__": "vKq8Zr4uTgfb2"}
        for question in questions:
            value = of_type(question, filled.values.get(question.name), typed=False)
            if value is not None and not question.repeat:
                one["/".join(question.path)] = value
        inner = [question for question in questions if question.repeat]
        if filled.bodies:
            bodies = [{"/".join(q.path): joined(body[q.name]) for q in inner if body.get(q.name)} for body in filled.bodies]
            one["/".join(inner[0].path[:-1])] = bodies
        one |= {"meta/instanceID": f"uuid:{filled.id}", "meta/rootUuid": f"uuid:{filled.id}"}
        one |= {"_xform_id_string": "aXyz", "_uuid": filled.id, "_attachments": [], "_status": "submitted_via_web"}
        one |= {"_geolocation": [None, None], "_submission_time": "2026-05-04T08:30:00", "_tags": [], "_notes": []}
        one |= {"_validation_status": {}, "_submitted_by": ACCOUNT}
        found.append(one)
    whole = {"count": len(found), "next": None, "previous": None, "results": found}
    file = folder / "kobo.json"
    file.write_text(json.dumps(whole if shape == "results" else found, ensure_ascii=ascii_only), encoding="utf-8")
    return file


# ODK Central


def central_tables(form, submissions, *, split=True, group_paths=True, form_version="r-q"):
    """The tables of its zip of CSV files: groups with hyphens, a column for each choice that was ever ticked."""
    questions = questions_of(form)
    main = [question for question in questions if not question.repeat]
    inner = [question for question in questions if question.repeat]

    def used(question, records):
        if not split or question.type != "select_multiple":
            return []
        picked = {choice for record in records for choice in record.get(question.name) or ()}
        return [choice for choice in question.choices if choice in picked]

    def table(asked, records, start, end, skip=0):
        head = []
        for question in asked:
            base = "-".join(question.path[skip:]) if group_paths else question.name
            head += [base, *(f"{base}/{choice}" for choice in used(question, records))]
        rows = [[*start[0], *head, *end[0]]]
        for record, first, last in zip(records, start[1:], end[1:], strict=True):
            cells = []
            for question in asked:
                value = record.get(question.name)
                cells.append(of_type(question, value, typed=False))
                cells += [int(choice in (value or ())) for choice in used(question, records)]
            rows.append([*first, *cells, *last])
        return rows

    meta = Question("instanceID", "string", ("meta", "instanceID"))
    records = [{**filled.values, "instanceID": f"uuid:{filled.id}"} for filled in submissions]
    stamps = [["SubmissionDate"], *(["2026-05-04T08:30:00.123Z"] for _ in submissions)]
    keys = [f"uuid:{filled.id}" for filled in submissions]
    ends = [CENTRAL_END, *([key, "7", ACCOUNT, "0", "0", None, None, "device", "0", form_version] for key in keys)]
    tables = {"": table([*main, meta], records, stamps, ends)}
    if inner:
        path = inner[0].path[:-1]
        bodies = [body for filled in submissions for body in filled.bodies]
        links = [
            [key, f"{key}/{'/'.join(path)}[{i}]"]
            for filled, key in zip(submissions, keys, strict=True)
            for i, _ in enumerate(filled.bodies, 1)
        ]
        rows = table(inner, bodies, [[]] * (len(bodies) + 1), [["PARENT_KEY", "KEY"], *links], skip=len(path))
        tables[inner[0].repeat] = rows
    return tables


def central_csv(form, submissions, folder, **options):
    for repeat, rows in central_tables(form, submissions, **options).items():
        name = f"wayhome-{repeat}.csv" if repeat else "wayhome.csv"
        write_csv([["" if cell is None else cell for cell in row] for row in rows], folder / name, end="\n")
    return folder / "wayhome.csv"


def central_xlsx(form, submissions, folder, **options):
    """Its CSV files put into one workbook by hand."""
    tables = central_tables(form, submissions, **options)
    return write_xlsx({repeat or "wayhome": rows for repeat, rows in tables.items()}, folder / "central.xlsx")


def central_json(form, submissions, folder, *, expand=True, shape="value", form_version="r-q"):
    """`.svc/Submissions?$expand=*`: groups are nested, what was left open is null."""
    questions = questions_of(form)
    found = []
    for filled in submissions:
        system = {"submissionDate": "2026-05-04T08:30:00.123Z", "updatedAt": None, "deletedAt": None, "submitterId": "7"}
        system |= {"submitterName": ACCOUNT, "attachmentsPresent": 0, "attachmentsExpected": 0, "status": None}
        system |= {"reviewState": None, "deviceId": "device", "edits": 0, "formVersion": form_version}
        one = {"__id": f"uuid:{filled.id}", "__system": system}
        one["meta"] = {"instanceID": f"uuid:{filled.id}", "instanceName": None}
        for question in questions:
            inside = one
            for group in question.path[:-1]:
                if group == question.repeat:
                    inside[f"{group}@odata.navigationLink"] = f"Submissions('uuid%3A{filled.id}')/{group}"
                    if expand:
                        inside.setdefault(group, [{"__id": f"{i:040x}"} for i, _ in enumerate(filled.bodies)])
                    break
                inside = inside.setdefault(group, {})
            if not question.repeat:
                inside[question.name] = of_type(question, filled.values.get(question.name), typed=True)
            elif expand:
                for i, body in enumerate(filled.bodies):
                    inside[question.repeat][i][question.name] = of_type(question, body.get(question.name), typed=True)
        found.append(one)
    context = "https://odk.example.org/v1/projects/1/forms/wayhome.svc/$metadata#Submissions"
    whole = {"value": found, "@odata.context": context}
    file = folder / "central.json"
    file.write_text(json.dumps(whole if shape == "value" else found), encoding="utf-8")
    return file
