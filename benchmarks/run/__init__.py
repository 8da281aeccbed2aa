"""One row in a process of its own. (A package, so that processes which a row starts do not load all rows first.)"""
