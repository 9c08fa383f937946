#!/usr/bin/env python3
"""test_import.py FIXTURE - task tables over real sockets: sent, corrected,
applied, sent again, and fetched as a spreadsheet that comes back unchanged."""
import subprocess
import sys
import unittest
from urllib.parse import quote

import test_api as harness
from test_api import Client

TABLE = """某厅2026年度任务分解表,,,,
序号,重点任务,牵头单位,配合单位,完成时限
1,建实验室,规划处,高新处、成果处,6月底前
2,转化成果,成果转换处,各处室,2026年9月30日
3,推进改革,办公室,,长期坚持
"""


class Imports(unittest.TestCase):
    def setUp(self):
        self.office = Client(harness.SERVER, "office", lang="zh-CN")

    def send(self, text, name="分解表.csv", want=200):
        raw = text if isinstance(text, bytes) else text.encode()
        status, answer = self.office.ask("POST", "/api/v1/imports?name=" + quote(name), raw=raw,
                                         headers={"Content-Type": "application/octet-stream"})
        self.assertEqual(status, want, answer)
        return answer

    def ask(self, method, path, body=None, want=200):
        status, answer = self.office.ask(method, "/api/v1/imports/" + path, body)
        self.assertEqual(status, want, answer)
        return answer

    def test_a_table_is_corrected_and_applied_once(self):
        preview = self.send(TABLE)
        self.assertEqual((preview["state"], preview["ready"], preview["year"]), ("preview", False, 2026))
        self.assertEqual((preview["fresh"], preview["changed"], preview["gone"]), (3, 0, 0))
        self.assertEqual((preview["header_first"], preview["header_last"]), (2, 2))
        self.assertEqual([column["name"] for column in preview["columns"]],
                         ["number", "task", "lead", "support", "due"])
        first = preview["units"][0]  # the one that needs a look stands first
        self.assertEqual((first["text"], first["unit"], first["offers"]), ("成果转换处", None, [4]))
        problem = [p for p in preview["problems"] if p["severity"] == "error"][0]
        self.assertEqual((problem["cell"], problem["offer"]), ("C4", "成果转化处"))
        path = str(preview["id"])

        problem = self.ask("POST", path + "/apply", want=422)
        self.assertIn("C4", [p["cell"] for p in problem["problems"]])
        preview = self.ask("PATCH", path, {"units": [{"text": "成果转换处", "unit": 4}]})
        self.assertTrue(preview["ready"])
        self.assertEqual(preview["sentence"], "新建3项，修改0项，不动0项。")
        self.assertEqual(self.ask("GET", path), preview)
        done = self.ask("POST", path + "/apply")
        self.assertEqual(done["fresh"], 3)
        self.ask("POST", path + "/apply", want=409)
        self.assertEqual(self.ask("GET", path + "/file"), TABLE.encode())

        wall = self.office.get("/api/v1/wall")[1]
        tasks = {task["title"]: task for task in wall["tasks"]}
        self.assertEqual(tasks["转化成果"]["deadline"], "2026-09-30")
        self.assertEqual(tasks["转化成果"]["unit"], 4)

        again = self.send(TABLE.replace("2026年9月30日", "2026年10月31日").replace("成果转换处", "成果处"), "七月.csv")
        self.assertEqual((again["fresh"], again["changed"], again["unchanged"]), (0, 1, 2))
        change = again["rows"][0]
        self.assertEqual((change["state"], change["row"]), ("changed", 4))
        self.assertIn({"field": "deadline", "old": "2026-09-30", "new": "2026-10-31"}, change["fields"])
        self.ask("DELETE", str(again["id"]))
        self.ask("POST", str(again["id"]) + "/apply", want=409)

        status, sheet = self.office.get("/api/v1/exports/tasks.xlsx")
        self.assertEqual((status, sheet[:2]), (200, b"PK"))
        back = self.send(sheet, "任务表.xlsx")
        self.assertEqual((back["fresh"], back["changed"], back["gone"]), (0, 0, 0))
        self.assertTrue([column for column in back["columns"] if column["name"] == "key" and column["hidden"]])
        self.ask("DELETE", str(back["id"]))

        # the same table out again, in its own look
        status, sheet = self.office.get("/api/v1/exports/tasks.xlsx?import=" + path)
        self.assertEqual(status, 200)
        back = self.send(sheet, "分解表.xlsx")
        self.assertEqual([column["head"] for column in back["columns"]],
                         ["序号", "重点任务", "牵头单位", "配合单位", "完成时限", "数据标识"])
        self.assertEqual(back["title"], "某厅2026年度任务分解表")
        self.assertEqual((back["fresh"], back["changed"], back["unchanged"]), (0, 0, 3))
        self.ask("DELETE", str(back["id"]))
        self.assertEqual(self.office.get("/api/v1/exports/tasks.xlsx?import=99999")[0], 404)

    def test_columns_and_head_can_be_told(self):
        preview = self.send("2026年,,\n编号,内容,说明\n1,甲任务,乙说明\n", "x.csv")
        path = str(preview["id"])
        preview = self.ask("PATCH", path, {"columns": [{"letter": "C", "name": "task"}, {"letter": "B", "name": ""}],
                                           "drop_gone": True})
        self.assertEqual((preview["rows"][0]["title"], preview["drop_gone"]), ("乙说明", True))
        self.ask("PATCH", path, {"columns": [{"letter": "C", "name": "nonsense"}]}, want=422)
        self.ask("PATCH", path, {"header_first": 2, "header_last": 40}, want=422)
        self.ask("PATCH", path, {"sheet": "没有"}, want=404)
        self.assertEqual(self.ask("GET", path)["rows"][0]["title"], "乙说明")  # what was refused is not kept
        self.ask("DELETE", path)

    def test_what_is_no_table_is_refused(self):
        self.send("a,b\nc,d\n", "x.csv", want=422)
        self.send(b"PK\x03\x04torn", "x.xlsx", want=422)
        self.ask("GET", "999999", want=404)

    def test_a_reader_may_not(self):
        reader = Client(harness.SERVER, "reader")
        self.assertEqual(reader.ask("POST", "/api/v1/imports?name=x.csv", raw=TABLE.encode())[0], 403)
        self.assertEqual(reader.get("/api/v1/exports/tasks.xlsx")[0], 200)


if __name__ == "__main__":
    harness.learn()
    program = unittest.main(verbosity=1, exit=False, warnings="ignore")
    code = harness.SERVER.stop()
    lines = [line for line in harness.RECORDED if line.split("\t")[0] not in ("binary", "events", "")]
    checked = subprocess.run([harness.FIXTURE, "--check"], input="\n".join(lines) + "\n", text=True)
    sys.exit(0 if program.result.wasSuccessful() and code == 0 and checked.returncode == 0 else 1)
