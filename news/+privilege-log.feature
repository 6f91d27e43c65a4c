A litigation file has a privilege log: which documents are kept back, on which ground, who let one go out or lifted a flag, when and why; for the screen, on paper and for programs.
