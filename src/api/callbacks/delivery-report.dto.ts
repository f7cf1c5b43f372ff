import { ApiProperty } from '@nestjs/swagger'
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator'

export class DeliveryReportDto {
  @ApiProperty({
    example: '7f0e7a1c-6e0f-4d6a-9f58-0f6c8f2f9a11-1',
    description: 'As we gave it with the message',
  })
  @IsString({ message: 'Tulis nomor pesan seperti yang kami kirim.' })
  @MaxLength(100, { message: 'Nomor pesan paling banyak 100 huruf.' })
  message_id: string

  @ApiProperty({ enum: ['delivered', 'failed'] })
  @IsIn(['delivered', 'failed'], { message: 'Tulis delivered atau failed.' })
  status: 'delivered' | 'failed'

  @ApiProperty({
    required: false,
    example: 'NUMBER_UNKNOWN',
    description: "The gateway's code for why it failed",
  })
  @IsOptional()
  @Matches(/^[A-Za-z0-9_.-]{1,60}$/, { message: 'Tulis kode tanpa spasi, paling banyak 60 huruf.' })
  reason?: string
}
