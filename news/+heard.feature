What reporters write with their code stands above the queue, on the desk and among the deadlines of the officers until somebody has answered or noted it, whatever became of the report.
