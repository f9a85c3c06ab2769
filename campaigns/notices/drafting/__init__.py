"""起草: starting a draft, writing it clause by clause, and what it went through.

A page is in …_views, what is typed there in …_forms; what is done about it, without a request, in modules beside them.

Addresses: `urls`, `part_urls` (the pages beside the editor).
The list of drafts, the page of one, its end: `views`, `discarding`; `aside` (what stands beside the text).
Who may write, and what writing does: `rights`, `saving`; `overtaken` (by a colleague), `out` (with the co-issuers or the
    signatory), `heard` (what these said).
Starting: `start_views`, `start_forms`, `starting`, `copying`; `sources` (from a text), `organs` and `former` (whom that
    text names).
The editor: `editor_views`, `forms`, `editor`, `clauses`, `heads` (title and theme), `merging`, `undoing`; `origin` (what the
    notice above says there).
Clauses in their order: `tree` (in memory), `arranging` (from the rows and back), `removing` (and putting back).
文件信息: `facts_views`, `facts_forms`, `facts`.
主送、抄送: `addressing_views`, `addressing_forms`, `addressing`; `splitting` (a line into rows), `grouping` (its groups),
    `classes` (of departments).
For both: `rows` (that a person arranges), `finding` (departments by name).
分工: `duty_views`, `duties`.
附件: `attach_views`, `attach_forms`, `attaching`; `tables`, `attached_files`, `pdf_dangers`, `office_dangers`, `room`.
预览: `preview_views`, `previewing`.
历次修改: `history_views`, `history`, `coming_back` (what clauses were before).
锁定 (what those below must take over): `locking_views`, `locking`; `spans` (of days in a text).
Before it goes on: `readiness`, `checks` (what must be there), `advising` (what should be looked at once more).
"""
