The page that takes lists of recipients and outcomes in hands out empty ones, as XLSX ready to print and as CSV, with the heads that it reads.
