"""加强组织领导、强化业务培训: meetings, staffing and funding, trainings, learning, cases for promotion (要点第二十二、二十三点)."""
