from tests.programmes_made import *
def test_it(app_functional=None, functional=None):
    pass
def test_import(functional):
    portal=functional["portal"]
    folder=sample_folder(portal); b=sample_batch(sample_programme(folder)); transaction.commit()
    print(take_in(portal,b,as_csv(some_rows(250))))
    print(len(b.recipients), b.recipients.tallies)
    print(take_in(portal,b,as_xlsx(some_rows(20,240))))
    from baleharum.programmes import refusals
    for w in refusals.parsed(b)[:12]: print(w)
    from baleharum.programmes.receipts import receipts
    d=receipts(b,1); print(len(d))
    open('/tmp/w/programmes.pdf','wb').write(d)
