import { withoutSmallCells } from './small-cells.js'

const cells = (...members: number[]) => members.map((each, index) => ({ label: `${index}`, members: each }))
const shown = (...members: number[]) => withoutSmallCells(cells(...members)).map((cell) => cell.members)

describe('cells of a report', () => {
  it('are shown from five people on', () => {
    expect(shown(5, 90)).toEqual([5, 90])
  })

  it('are hidden below five people', () => {
    expect(shown(90, 4, 3)).toEqual([90, null, null])
  })

  it('hide the next smallest with a single small one, which the total would tell', () => {
    expect(shown(90, 4, 12)).toEqual([90, null, null])
  })

  it('hide a small one even where it stands alone', () => {
    expect(shown(2)).toEqual([null])
  })
})
