The sheet of children's cases tells where the procedures of children and the law stand: their part by the stage of Law 11/2012, at the end of the period.
