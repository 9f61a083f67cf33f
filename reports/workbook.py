"""How does a summary look in Excel? Draws the tables of `reports.tables`; asks no database, adds nothing up."""

from functools import cache

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import SeriesLabel
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.properties import PageSetupProperties

from reports.sheet_styles import looks
from reports.summary import short_day
from reports.tables import all_tables
from reports.tables.grid import letter
from unions.sheets import Book

MARGIN = {"left": 0.59, "right": 0.59, "top": 0.51, "bottom": 0.63, "header": 0.3, "footer": 0.3}  # inches


def write(summary, out):
    """Write the workbook of a summary to a binary file."""
    draw(all_tables(summary), summary.head, out)


def draw(grids, head, out):
    book = Book(_looks(), title=f"Tổng hợp {head.title}")
    # Charts point at sheets that come later, so they are added when all exist.
    drawn = [(grid, _draw(book, grid, head)) for grid in grids]
    sheets = {grid.title: sheet for grid, sheet in drawn}
    for grid, sheet in drawn:
        for chart in grid.charts:
            sheet.add_chart(_chart(chart, sheets[chart.sheet]), chart.anchor)
    book.save(out)


@cache
def _looks():
    return looks()


def _draw(book, grid, head):
    sheet = book.sheet(grid.title)
    for number, width in enumerate(grid.widths, 1):
        sheet.column_dimensions[letter(number)].width = width + 0.71  # Excel's own padding
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.outlinePr.summaryBelow = not grid.subtotal_above
    if grid.freeze:
        sheet.freeze_panes = grid.freeze
    _page(sheet, grid, head)
    for height, outline, cells in grid.rows:
        sheet.row(cells, height, outline)
    for merge in grid.merges:
        sheet.merged_cells.add(merge)
    if grid.filter:
        sheet.auto_filter.ref = grid.filter
    return sheet


def _page(sheet, grid, head):
    """Landscape A4, as wide as one page, heads repeated, where we are and of which moment at the foot."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1 if grid.one_page else 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side, inches in MARGIN.items():
        setattr(sheet.page_margins, side, inches)
    if grid.repeat:
        sheet.print_title_rows = grid.repeat
    if grid.area:
        sheet.print_area = grid.area
    moment = head.data_at
    foot = sheet.oddFooter
    # "&" starts a field in headers and footers: doubled, it is a letter.
    foot.left.text = f"{head.organiser} - Tổng hợp {head.title}".replace("&", "&&")[:110] + " - &A"
    foot.center.text = "Trang &P/&N"
    foot.right.text = f"Số liệu lúc {moment.hour} giờ {moment:%M} phút ngày {short_day(moment)}"
    for part in (foot.left, foot.center, foot.right):
        part.size, part.font = 8, "Times New Roman,Regular"


def _chart(chart, sheet):
    drawn = BarChart()
    drawn.type, drawn.style = "bar", 10
    drawn.width, drawn.height = chart.width, chart.height
    first, last = chart.rows
    categories = Reference(sheet, min_col=chart.categories, min_row=first, max_row=last)
    for name, column, colour in chart.series:
        series = Series(Reference(sheet, min_col=column, min_row=first, max_row=last))
        series.tx = SeriesLabel(v=name)
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line = LineProperties(solidFill=colour)
        series.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
        series.dLbls.numFmt = f"{chart.format};;" if chart.is_stacked else chart.format
        drawn.series.append(series)
    drawn.set_categories(categories)
    drawn.gapWidth, drawn.overlap = 40, 100 if chart.is_stacked else 0
    drawn.grouping = "stacked" if chart.is_stacked else "clustered"
    drawn.legend.position = "b"
    drawn.x_axis.scaling.orientation = "maxMin"  # first row on top, as in the table
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.y_axis.numFmt, drawn.y_axis.number_format = None, chart.format
    drawn.y_axis.crosses = "max"  # so the figures stand below, although the first row is on top
    drawn.y_axis.scaling.min, drawn.y_axis.majorGridlines = 0, None
    if chart.most is not None:
        drawn.y_axis.scaling.max = chart.most
    return drawn
