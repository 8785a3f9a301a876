"""政府信息公开工作年度报告 (条例 Arts 49, 50): drafted from records, checked, approved, published; foreign ones checked."""
