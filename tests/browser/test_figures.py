"""The head reads a drawing, follows a number to its cases, and keeps what is shown."""

from playwright.sync_api import expect


def test_from_a_drawing_to_a_case(visit):
    head = visit("head1")
    page = head.page
    head.go("/perkara")
    page.locator("a[href$='@@figures']").click()
    page.fill("#figures-period", "2026")
    page.locator(".bh-fig-form button[type=submit]").click()
    expect(page.locator("svg.bh-fig-drawing").first).to_be_visible()
    drawn = page.locator("svg.bh-fig-drawing").first.locator(".bh-fig-number").first.text_content()
    label = page.locator("svg.bh-fig-drawing").first.locator(".bh-fig-name").first.text_content()
    row = page.locator(
        ".bh-fig-table tr", has=page.get_by_role("rowheader", name=label, exact=True)
    )
    number = row.first.locator("td").nth(1)
    expect(number).to_have_text(drawn)

    number.locator("a").click()
    links = page.locator(".bh-fig-cases a")
    expect(links).to_have_count(int(drawn))
    first = links.first.inner_text()
    links.first.click()
    expect(page.locator("main")).to_contain_text(first)

    head.go("/perkara/@@figures?report=trend&period=2026")
    expect(page.locator("svg.bh-fig-drawing polyline")).to_have_count(2)
    page.locator(".bh-fig-files form button").click()
    page.locator(".bh-fig-kept a").first.click()
    expect(page.locator("#then-and-now + p")).to_be_visible()
    assert head.trouble == []
