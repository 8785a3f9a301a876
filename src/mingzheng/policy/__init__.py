"""三 政策全流程: one visible life from the first idea to the evaluation."""
