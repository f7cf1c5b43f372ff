import { Controller, Get, Header, Param } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Public } from '../../platform/login/access.js'
import { PROBLEM_PAGES } from '../../platform/problem/problem.filter.js'
import { NotFound } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { ProblemPage } from './problem-page.js'

/** Explains each problem code to whoever follows its address. */
@ApiExcludeController()
@Controller(PROBLEM_PAGES)
export class ProblemPagesController {
  constructor(private readonly words: ProblemWords) {}

  @Get(':code')
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@Param('code') code: string): string {
    const words = this.words.find(code)
    if (!words) throw new NotFound('Kode ini tidak ada.')
    return `<!doctype html>${renderToString(h(ProblemPage, { code, words }))}`
  }
}
