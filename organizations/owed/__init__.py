"""收件箱、任务、邮件: the pages that show what is owed and how far it is. It is written by organizations/messages and jobs."""
