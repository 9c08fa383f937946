#!/usr/bin/env python3
"""test_report.py FIXTURE - reporting over real sockets: a liaison fills, a head
approves, the office returns and accepts; sheets, papers, evidence."""
import subprocess
import sys
import unittest
from urllib.parse import quote

import test_api as harness
from test_api import Client

BINARY = {"Content-Type": "application/octet-stream"}


class Reports(unittest.TestCase):
    def setUp(self):
        self.office = Client(harness.SERVER, "office", lang="zh-CN")
        self.liaison = Client(harness.SERVER, "liaison", lang="zh-CN")
        self.head = Client(harness.SERVER, "head", lang="zh-CN")

    def ok(self, client, method, path, body=None, want=200):
        status, answer = client.ask(method, "/api/v1" + path, body)
        self.assertEqual(status, want, answer)
        return answer

    def task(self, title):
        made = self.ok(self.office, "POST", "/tasks", {"title": title, "unit": 3, "start_pin": "2026-05-06", "finish_pin": "2026-09-30",
                                                       "figures": [{"name": "入库企业", "op": ">=", "value": 40, "unit": "家"}]})
        path = "/tasks/%d" % made["bar"]["id"]
        turns = self.ok(self.office, "PATCH", path + "/measures", {"measures": ["开展调研", "起草文本"]})
        self.assertEqual((turns["frequency"], turns["measures"]), ("monthly", ["开展调研", "起草文本"]))
        return path

    def say(self, form, first, second, percent=30, **more):
        body = {"revision": form["revision"], "percent": percent, "problems": "无", "next": "送审",
                "answers": [{"measure": "开展调研", "answer": first}, {"measure": "起草文本", "answer": second}],
                "figures": [{"name": "入库企业", "unit": "家", "actual": 12}]}
        body.update(more)
        return body

    def test_a_liaison_fills_a_head_approves_the_office_decides(self):
        path = self.task("起草办法")
        sitting = self.ok(self.liaison, "GET", "/reporting")
        mine = [turn for turn in sitting["items"] if turn["title"] == "起草办法"]
        self.assertEqual([(turn["period"], turn["state"], turn["due"]) for turn in mine],
                         [("2026-05", "missing", "2026-05-25"), ("2026-06", "missing", "2026-06-24"),
                          ("2026-07", "open", "2026-07-27")])
        self.assertEqual(mine[2]["why"], "每月，7月倒数第5个工作日：7月27日")
        at = path + "/reporting?period=2026-07"
        form = self.ok(self.liaison, "GET", at)
        self.assertEqual((form["source"], form["may_write"], len(form["answers"])), ("prefill", True, 2))

        # a draft of two: the second is told, and finds the first's words
        draft = self.ok(self.liaison, "PATCH", path + "/reporting/draft?period=2026-07", self.say(form, "已调研3家。", ""))
        self.assertIn("answers[1]", [problem["field"] for problem in draft["checks"]])
        status, problem = self.head.ask("PATCH", "/api/v1" + path + "/reporting/draft?period=2026-07", self.say(form, "处长写。", ""))
        self.assertEqual((status, problem["code"]), (409, "ECONFLICT"))
        self.assertIn("联络员", problem["detail"])
        self.assertEqual(self.ok(self.head, "GET", at)["answers"][0]["answer"], "已调研3家。")

        # every fault at once; then it goes
        status, problem = self.liaison.ask("POST", "/api/v1" + at, self.say(form, "字" * 301, "", percent=None))
        self.assertEqual(status, 422)
        wrong = [one["field"] for one in problem["problems"] if one["severity"] == "error"]
        self.assertEqual(sorted(wrong), ["answers", "answers[1]", "percent"])
        told = self.ok(self.liaison, "POST", at, self.say(form, "已调研3家。", "初稿已成。"))
        self.assertEqual((told["source"], told["turn"]["state"]), ("told", "submitted"))
        self.ok(self.liaison, "POST", at, self.say(form, "再报。", "再报。"), want=409)

        review = self.ok(self.head, "GET", "/reporting/review?stage=approve")
        row = [one for one in review["items"] if one["turn"]["title"] == "起草办法"][0]
        self.assertEqual([answer["answer"] for answer in row["answers"]], ["已调研3家。", "初稿已成。"])
        self.assertEqual(row["figures"][0]["actual"], 12)
        self.ok(self.liaison, "POST", "/reporting/move", {"ids": [row["id"]], "act": "approve"}, want=403)
        self.ok(self.head, "POST", "/reporting/move", {"ids": [row["id"]], "act": "approve"})
        self.ok(self.office, "POST", "/reporting/move", {"ids": [row["id"]], "act": "return"}, want=422)
        self.ok(self.office, "POST", "/reporting/move", {"ids": [row["id"]], "act": "return", "reason": "写清家数"})

        form = self.ok(self.liaison, "GET", at)
        self.assertEqual((form["source"], form["moves"][-1]["reason"]), ("returned", "写清家数"))
        self.ok(self.liaison, "POST", at, self.say(form, "已调研3家，高新区2家。", "初稿已成。", percent=35))
        ids = [one["id"] for one in self.ok(self.head, "GET", "/reporting/review?stage=approve")["items"]
               if one["turn"]["title"] == "起草办法"]
        self.ok(self.head, "POST", "/reporting/move", {"ids": ids, "act": "approve"})
        self.ok(self.office, "POST", "/reporting/move", {"ids": ids, "act": "accept"})
        self.assertEqual(self.ok(self.office, "GET", "/reporting/reports/%d" % ids[0])["state"], "accepted")
        self.assertEqual(self.ok(self.office, "GET", path)["bar"]["percent"], 35)
        states = {turn["period"]: turn["state"] for turn in self.ok(self.office, "GET", path + "/turns")["items"]}
        self.assertEqual((states["2026-07"], states["2026-06"]), ("accepted", "missing"))

        chase = self.ok(self.office, "GET", "/reporting/chase?from=2026-06-01&to=2026-06-30")
        self.assertIn("起草办法", [turn["title"] for turn in chase["items"]])
        burden = self.ok(self.office, "GET", "/burden?year=2026")
        unit = [one for one in burden["units"] if one["unit"] == 3][0]
        self.assertGreaterEqual(unit["months"][6]["forms"], 2)

    def test_a_sheet_goes_out_and_comes_back(self):
        path = self.task("建数据平台")
        at = path + "/reporting?period=2026-06"
        form = self.ok(self.liaison, "GET", at)
        self.ok(self.liaison, "POST", at, self.say(form, "1.5万条已入库。", "接口已通。"))
        status, sheet = self.liaison.get("/api/v1/exports/reports.xlsx?period=2026-06&unit=3")
        self.assertEqual((status, sheet[:2]), (200, b"PK"))
        status, view = self.liaison.ask("POST", "/api/v1/reporting/sheets?period=2026-06&name=" + quote("六月.xlsx"), raw=sheet, headers=BINARY)
        self.assertEqual(status, 200, view)
        row = [one for one in view["rows"] if one["title"] == "建数据平台"][0]
        self.assertEqual((row["state"], row["fields"]), ("unchanged", []))
        self.assertEqual([one for one in view["problems"] if one["severity"] == "error"], [])

        other = self.task("办好展会")
        table = ("序号,重点工作任务,目标任务,工作举措,完成情况,责任单位,存在问题,下一步打算\n"
                 "1,办好展会,,,①已定方案。②已邀请20家。,高新处,无,布展\n2,建数据平台,,,1.改了。2.改了。,高新处,无,\n3,办好展会二,,,1.x,,,\n")
        status, view = self.liaison.ask("POST", "/api/v1/reporting/sheets?period=2026-06&name=a.csv", raw=table.encode(), headers=BINARY)
        self.assertEqual([one["state"] for one in view["rows"]], ["changed", "told", "unknown"])
        self.assertIn("E3", [one["cell"] for one in view["problems"]])
        done = self.ok(self.liaison, "POST", "/reporting/sheets/apply", {"file": view["file"], "period": "2026-06", "rows": [2]})
        self.assertEqual(done["taken"], 1)
        form = self.ok(self.liaison, "GET", other + "/reporting?period=2026-06")
        self.assertEqual((form["source"], form["answers"][1]["answer"]), ("draft", "已邀请20家。"))
        status, paper = self.office.get("/api/v1/exports/reports.docx?period=2026-06")
        self.assertEqual((status, paper[:2]), (200, b"PK"))

    def test_evidence_belongs_to_its_task(self):
        path, other = self.task("有佐证的"), self.task("没佐证的")
        status, file = self.liaison.ask("POST", "/api/v1" + path + "/evidence?name=" + quote("通知.txt"), raw="印发".encode(), headers=BINARY)
        self.assertEqual(status, 200, file)
        form = self.ok(self.liaison, "GET", path + "/reporting?period=2026-07")
        self.ok(self.liaison, "POST", path + "/reporting?period=2026-07", self.say(form, "甲。", "乙。", files=[file]))
        self.assertEqual(self.liaison.get("/api/v1%s/evidence/%d" % (path, file["id"])), (200, "印发".encode()))
        self.assertEqual(self.liaison.get("/api/v1%s/evidence/%d" % (other, file["id"]))[0], 404)
        form = self.ok(self.liaison, "GET", other + "/reporting?period=2026-07")
        status, problem = self.liaison.ask("POST", "/api/v1" + other + "/reporting?period=2026-07",
                                           self.say(form, "甲。", "乙。", files=[{"id": 99999, "name": "x", "size": 1}]))
        self.assertEqual(status, 422, problem)

    def test_how_often_and_closing(self):
        rules = self.ok(self.office, "GET", "/reporting/cadences")
        self.assertEqual([(one["scope"], one["frequency"]) for one in rules["items"]][:2], [("space", "monthly"), ("standing", "quarterly")])
        rules = self.ok(self.office, "PATCH", "/reporting/cadences", {"scope": "kind", "scope_id": 2, "frequency": "quarterly", "due": "next:10"})
        self.assertEqual([one["next_due"] for one in rules["items"] if one["scope"] == "kind"], ["2026-10-10"])
        self.ok(self.office, "PATCH", "/reporting/cadences", {"scope": "kind", "scope_id": 2, "frequency": "monthly", "due": "someday"}, want=422)
        self.ok(self.liaison, "PATCH", "/reporting/cadences", {"scope": "space", "frequency": "weekly"}, want=403)
        self.ok(self.office, "POST", "/reporting/close", {"period": "2026-08"}, want=422)
        path = self.task("关了再报的")
        self.ok(self.office, "POST", "/reporting/close", {"period": "2026-05"})
        self.ok(self.office, "POST", "/reporting/close", {"period": "2026-05"}, want=409)
        form = self.ok(self.liaison, "GET", path + "/reporting?period=2026-05")
        self.assertTrue(form["turn"]["closed"])
        self.ok(self.liaison, "POST", path + "/reporting?period=2026-05", self.say(form, "甲。", "乙。"), want=409)
        self.ok(self.liaison, "POST", path + "/reporting?period=2026-05", self.say(form, "甲。", "乙。", reason="漏报"))


if __name__ == "__main__":
    harness.learn()
    program = unittest.main(verbosity=1, exit=False, warnings="ignore")
    code = harness.SERVER.stop()
    lines = [line for line in harness.RECORDED if line.split("\t")[0] not in ("binary", "events", "")]
    checked = subprocess.run([harness.FIXTURE, "--check"], input="\n".join(lines) + "\n", text=True)
    sys.exit(0 if program.result.wasSuccessful() and code == 0 and checked.returncode == 0 else 1)
