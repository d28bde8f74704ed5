"""Imports through the API: a job, its result, and the index that follows."""

import json
import subprocess
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import Workbook, load_workbook

from corpus.achievement import SECRET
from corpus.importing.abandoned import PROCESS, this_process
from corpus.store import Store
from search_api.app import create_app
from search_api.settings import Settings

API = "/api/v1"
PATIENCE_S = 120


def table(*rows: tuple[str | int, ...], header: tuple[str, ...] = ("成果名称", "完成单位", "年度")) -> bytes:
    book = Workbook()
    for row in (header, *rows):
        book.worksheets[0].append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def upload(client: TestClient, *files: tuple[str, bytes], **form: Any) -> dict[str, Any]:
    response = client.post(f"{API}/imports", files=[("files", file) for file in files], data=form)
    assert response.status_code == 202, response.text
    return finished(client, response.json()["id"])


def finished(client: TestClient, number: int) -> dict[str, Any]:
    for _ in range(PATIENCE_S * 20):
        job: dict[str, Any] = client.get(f"{API}/imports/{number}").json()
        if job["status"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"the import did not end: {job}")


def indexed(client: TestClient) -> dict[str, Any]:
    for _ in range(PATIENCE_S * 20):
        state: dict[str, Any] = client.get(f"{API}/index").json()
        if state["ready"] and not state["indexing"] and not state["lag"]:
            return state
        time.sleep(0.05)
    raise AssertionError(f"the index did not follow: {state}")


def emptied(uploads: Path) -> bool:
    """Files go once the end of their import is on record."""
    for _ in range(PATIENCE_S * 20):
        if not list(uploads.iterdir()):
            return True
        time.sleep(0.05)
    return False


TWO = table(("提升机断绳抓捕器", "望石矿", 2023), ("皮带机防跑偏装置", "石门矿", 2024))


def test_an_upload_is_imported_indexed_and_found(own_client: TestClient) -> None:
    job = upload(own_client, ("汇总表.xlsx", TWO))
    assert (job["status"], job["detail"]) == ("done", None)
    assert (job["files"][0]["added"], job["files"][0]["rejected_rows"]) == (2, 0)
    assert job["files"][0]["mapping"]["完成单位"] == "unit"
    assert indexed(own_client)["documents"] == 2
    (hit,) = own_client.get(f"{API}/search", params={"q": "断绳抓捕器", "size": 1}).json()["hits"]
    assert (hit["title"], hit["source"]) == ("提升机断绳抓捕器", "汇总表.xlsx")


def test_the_same_upload_again_changes_nothing(own_client: TestClient) -> None:
    upload(own_client, ("a.xlsx", TWO))
    job = upload(own_client, ("a.xlsx", TWO))
    assert (job["files"][0]["added"], job["files"][0]["unchanged"]) == (0, 2)


def test_a_dry_run_writes_nothing(own_client: TestClient) -> None:
    job = upload(own_client, ("a.xlsx", TWO), dry_run="true")
    assert job["dry_run"] is True
    assert job["files"][0]["added"] == 2
    assert own_client.get(f"{API}/statistics").json()["achievements"] == 0


def test_columns_can_be_mapped_by_hand(own_client: TestClient) -> None:
    content = table(("提升机断绳抓捕器", "望石矿"), header=("干了什么", "完成单位"))
    job = upload(own_client, ("a.xlsx", content), mapping=json.dumps({"干了什么": "title"}))
    assert job["files"][0]["added"] == 1


def test_source_and_year_are_taken_for_rows_that_say_nothing(own_client: TestClient) -> None:
    upload(own_client, ("a.xlsx", table(("抓捕器",), header=("成果名称",))), source="某市总工会", year="2021")
    indexed(own_client)
    (hit,) = own_client.get(f"{API}/search").json()["hits"]
    assert (hit["source"], hit["year"]) == ("某市总工会", 2021)


def test_rejected_rows_can_be_had_back(own_client: TestClient) -> None:
    job = upload(own_client, ("a.xlsx", table(("抓捕器", "望石矿", 2023), ("", "石门矿", 2024))))
    (rejected,) = job["files"][0]["rejected"]
    assert "第 3 行" in rejected["place"]
    book = load_workbook(BytesIO(own_client.get(f"{API}/imports/{job['id']}/rejected.xlsx").content))
    assert "石门矿" in [cell for row in book.worksheets[0].values for cell in row]


def test_a_file_that_cannot_be_read_keeps_the_others_not_out(own_client: TestClient) -> None:
    job = upload(own_client, ("坏的.xlsx", b"no workbook"), ("好的.xlsx", TWO))
    assert job["status"] == "failed"
    assert "坏的.xlsx" in job["detail"]
    assert [file["added"] for file in job["files"]] == [2]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"mapping": '{"干了什么": "colour"}'}, "colour"),
        ({"mapping": "{"}, "mapping"),
        ({"mapping": "[1]"}, "mapping"),
        ({"year": "1"}, "year"),
    ],
)
def test_a_bad_form_is_refused_before_anything_is_kept(
    own_client: TestClient, tmp_path: Path, form: dict[str, str], words: str
) -> None:
    response = own_client.post(f"{API}/imports", files=[("files", ("a.xlsx", TWO))], data=form)
    assert response.status_code == 422
    assert words in response.json()["detail"]
    assert own_client.get(f"{API}/imports").json() == {"imports": []}
    assert not list(tmp_path.glob("uploads/*"))


def test_an_upload_without_files_is_refused(own_client: TestClient) -> None:
    assert own_client.post(f"{API}/imports", data={"year": "2023"}).status_code == 422


@pytest.mark.parametrize("name", ["../../etc/passwd.xlsx", "a/b\\c.xlsx", "长" * 300 + ".xlsx", "a\x00b.xlsx"])
def test_a_wild_file_name_stays_in_its_folder(own_client: TestClient, tmp_path: Path, name: str) -> None:
    job = upload(own_client, (name, TWO))
    assert job["status"] == "done", job["detail"]
    assert emptied(tmp_path / "uploads")


def test_an_import_cut_off_is_taken_up_at_the_next_start(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    kept = settings.uploads_folder / "abc" / "0" / "汇总表.xlsx"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(TWO)
    options: dict[str, Any] = {"folder": "abc", "source": None, "year": None, "columns": {}}
    with Store.open(settings.store_url) as store:
        number = store.create_import([kept.name], options, "某人")
        store.start_import(number)
    with TestClient(create_app(settings)) as client:
        assert finished(client, number)["files"][0]["added"] == 2
        assert indexed(client)["documents"] == 2
    assert emptied(settings.uploads_folder)


def test_an_import_of_a_killed_command_line_has_failed_at_the_next_start(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    ended = subprocess.Popen(["true"])
    ended.wait()
    with Store.open(settings.store_url) as store:
        process = this_process() | {"pid": ended.pid}
        number = store.create_import(["汇总表.xlsx"], {PROCESS: process}, "某人")
    with TestClient(create_app(settings)) as client:
        assert client.get(f"{API}/imports/{number}").json()["status"] == "failed"


def test_an_export_withholds_what_is_confidential_unless_asked_for(own_client: TestClient) -> None:
    rows = [{"title": "普通改造", "unit": "一矿"}, {"title": "某型雷达调平", "unit": "零号厂", "confidential": True}]
    upload(own_client, ("a.jsonl", "\n".join(map(json.dumps, rows)).encode()))
    indexed(own_client)
    told = {asked: _cells(own_client, asked) for asked in ("false", "true")}
    assert {"普通改造", "一矿", SECRET} <= told["false"]
    assert not {"某型雷达调平", "零号厂"} & told["false"]
    assert {"普通改造", "某型雷达调平", "零号厂"} <= told["true"]


def _cells(client: TestClient, confidential: str) -> set[object]:
    content = client.get(f"{API}/search/export", params={"confidential": confidential}).content
    return {value for row in load_workbook(BytesIO(content)).worksheets[0].values for value in row}


def test_an_export_carries_no_formula(own_client: TestClient) -> None:
    upload(
        own_client, ("a.xlsx", table(("'=cmd|' /C calc'!A0", "@SUM(1)", 2023), ("https://example.com/改造", "", 2023)))
    )
    indexed(own_client)
    content = own_client.get(f"{API}/search/export").content
    (sheet,) = load_workbook(BytesIO(content)).worksheets
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value not in (None, "")]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)


def test_imports_are_listed_newest_first(own_client: TestClient) -> None:
    first, second = upload(own_client, ("a.xlsx", TWO)), upload(own_client, ("b.xlsx", TWO))
    listed = own_client.get(f"{API}/imports").json()["imports"]
    assert [job["id"] for job in listed] == [second["id"], first["id"]]


def test_an_unknown_import_is_a_404(own_client: TestClient) -> None:
    assert own_client.get(f"{API}/imports/77").status_code == 404


def test_a_deleted_achievement_is_gone(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with TestClient(create_app(settings)) as client:
        upload(client, ("a.xlsx", TWO))
        indexed(client)
        (hit,) = client.get(f"{API}/search", params={"q": "抓捕器", "size": 1}).json()["hits"]
        with Store.open(settings.store_url) as store:
            store.delete([hit["id"]], "某人")
        assert client.get(f"{API}/achievements/{hit['id']}").status_code == 410
        listed = client.get(f"{API}/search", params={"q": "抓捕器"}).json()["hits"]
        assert hit["id"] not in [other["id"] for other in listed]
        client.post(f"{API}/index")
        assert indexed(client)["documents"] == 1


def test_an_empty_base_answers(own_client: TestClient) -> None:
    indexed(own_client)
    answer = own_client.get(f"{API}/search", params={"q": "提升机"}).json()
    assert (answer["total"], answer["hits"]) == (0, [])
    assert own_client.get("/readyz").status_code == 200


def test_staff_synonyms_count_at_once(own_client: TestClient) -> None:
    upload(own_client, ("a.xlsx", TWO))
    indexed(own_client)
    own_client.put(f"{API}/synonyms", json={"groups": [["飞天神器", "抓捕器"]]})
    answer = own_client.get(f"{API}/search", params={"q": "飞天神器", "mode": "words"}).json()
    assert answer["synonyms"] == {"飞天神器": ["抓捕器"]}
    assert answer["hits"][0]["title"] == "提升机断绳抓捕器"


def test_a_group_of_one_word_is_refused(own_client: TestClient) -> None:
    response = own_client.put(f"{API}/synonyms", json={"groups": [["皮带机"]]})
    assert response.status_code == 422
    assert "皮带机" in response.json()["detail"]
