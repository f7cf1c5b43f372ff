import { ApiProperty } from '@nestjs/swagger'
import { maskNik } from '#libs/nik'
import type { PayeeOnFile } from '../../verification/payees-of-claim.query.js'
import { payeeRelations } from '../../verification/settle-heirs.dto.js'

export class ShareDto {
  @ApiProperty({ example: 'JKM_LUMP' })
  code: string

  @ApiProperty({ type: 'integer', description: 'Rupiah' })
  amount: number
}

export class PayeeOnFileDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ description: 'Others dispute this share: it waits while the other shares are paid' })
  disputed: boolean

  @ApiProperty()
  name: string

  @ApiProperty({ enum: payeeRelations })
  relation: string

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  birthDate: string | null

  @ApiProperty({ example: '002' })
  bankCode: string

  @ApiProperty({ example: '***********1234', description: 'All but the last four digits hidden' })
  accountNumber: string

  @ApiProperty()
  accountHolder: string

  @ApiProperty({
    enum: ['unverified', 'name_matched', 'name_near', 'name_mismatch', 'came_back', 'invalid'],
    description:
      'came_back: the bank sent money back from it; it waits until somebody says who confirmed it since',
  })
  accountState: string

  @ApiProperty({ type: String, nullable: true, description: 'Parent or guardian who receives for a minor' })
  receiver: string | null

  @ApiProperty({ type: [ShareDto] })
  lines: ShareDto[]

  @ApiProperty({ type: 'integer', description: 'Rupiah' })
  total: number

  @ApiProperty({ type: 'integer', description: 'Rupiah of it that an earlier round has paid' })
  alreadyPaid: number

  static of(payee: PayeeOnFile): PayeeOnFileDto {
    const {
      id,
      disputed,
      name,
      relation,
      receiver,
      birth_date: birthDate,
      bank_code: bankCode,
      account_holder: accountHolder,
      lines,
    } = payee
    return {
      ...{ id, disputed, name, relation, receiver, birthDate, bankCode, accountHolder, lines },
      accountNumber: maskNik(payee.account_number),
      accountState: payee.account_state,
      total: Number(payee.total),
      alreadyPaid: Number(payee.already_paid),
    }
  }
}

export class PayeesDto {
  @ApiProperty()
  number: string

  @ApiProperty({ type: [PayeeOnFileDto] })
  payees: PayeeOnFileDto[]
}
