import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator'
import { ChildAnswers } from '../intake/claim-answers.dto.js'

const MOST_CHILDREN = 10
const CHILDREN = { message: `Tulis paling banyak ${MOST_CHILDREN} anak.` }

/** The children of a worker who died or will not work again, whose scholarships come with his benefit. */
export class ChildrenOfWorkerDto {
  @IsArray(CHILDREN)
  @ArrayMaxSize(MOST_CHILDREN, CHILDREN)
  @ValidateNested({ each: true })
  @Type(() => ChildAnswers)
  children: ChildAnswers[]
}
