"""On what the steps of bulletins stand."""

from __future__ import annotations

from mingzheng.core.procedures.table import Basis

POINT_25 = Basis("政务公开工作要点第二十五点：加强日常检查和跟踪督查，按季度开展工作情况通报")
ART_46 = Basis("《政府信息公开条例》第四十六条：对政府信息公开工作定期进行考核、评议")
