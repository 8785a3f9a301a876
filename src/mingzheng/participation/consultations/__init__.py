"""意见征集 on a draft: articles, one ledger of opinions, groups, answers, adoption table, feedback clock; hearings."""
