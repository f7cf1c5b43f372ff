import { ApiProperty } from '@nestjs/swagger'
import type { Settlement } from '../../verification/heir-sets.service.js'

class HeirDto {
  @ApiProperty()
  name: string

  @ApiProperty({ type: String, nullable: true })
  relation: string | null

  @ApiProperty({ description: 'Under age and unmarried' })
  minor: boolean

  @ApiProperty({ enum: ['self', 'surviving_parent', 'guardian'] })
  receivedBy: string

  @ApiProperty({ type: String, nullable: true, description: 'Parent or guardian who receives for a minor' })
  receiver: string | null
}

/** Whom the law names of a family. */
export class SettlementDto {
  @ApiProperty()
  number: string

  @ApiProperty({ example: 'SPOUSE_CHILD', description: 'Class of heirs, PP 44/2015 Pasal 37(5)' })
  heirClass: string

  @ApiProperty({ type: [HeirDto] })
  payees: HeirDto[]

  @ApiProperty({ type: [String], description: 'Living relatives of the class who are not paid themselves' })
  excluded: string[]

  static of(number: string, { heirClass, payees, excluded }: Settlement): SettlementDto {
    return {
      number,
      heirClass,
      payees: payees.map(({ name, relation, minor, receivedBy, receiver }) => ({
        ...{ name, minor, receivedBy },
        relation: relation ?? null,
        receiver: receiver ?? null,
      })),
      excluded: [...excluded],
    }
  }
}
