/**
 * Words from which the fictional workers are named. Drawn from the usual given names of Paser's communities and
 * combined by chance, so a name belongs to nobody in particular.
 */
const words = (text: string): readonly string[] => text.trim().split(/\s+/)

export const MEN = words(`
  Abdul Adi Agus Ahmad Ahyar Akhmad Aliansyah Amat Andi Anton Ardi Arifin Arman Asmadi Aswan Aswin Bahrudin Bakri Bambang
  Basri Burhan Dani Darmawan Darsono Dedi Didi Didik Djailani Eko Erwin Fajar Fathur Ferdi Gatot Gunawan Hadi Hairul Halim
  Hamdan Hamka Hardi Haris Hasan Hasbi Hendra Heri Herman Husni Ibrahim Idris Ilham Imam Irwan Ishak Iskandar Ismail Jafar
  Jaka Jamal Jamaludin Junaidi Kadir Karim Kasman Khairil Kurniawan Kusno Lukman Mahmud Mansyur Marjuni Marwan Misran
  Muhammad Mulyadi Murjani Mustafa Nanang Nasir Norman Nurdin Nurhadi Parman Parno Rahmat Ramli Rasyid Ridwan Rizal Rudi
  Rusdi Rusli Sabri Saiful Salim Samsul Sarwan Slamet Subhan Sudirman Sugeng Sukardi Sulaiman Sumarno Supardi Supri Suryadi
  Sutrisno Suwandi Syahrani Syamsir Syarif Tarmizi Tohir Untung Usman Wahyudi Wardi Wiyono Yanto Yusran Yusuf Zainal Zulkifli`)

export const WOMEN = words(`
  Aisyah Aminah Ani Arbayah Asmah Aspiah Astuti Ayu Badriah Dahlia Darmi Dewi Dian Endang Erna Ernawati Evi Farida Fatimah
  Fitri Fitriani Habibah Hadijah Hairiah Halimah Hamidah Handayani Hartati Hasanah Hasnah Hayati Herlina Hermin Ida Indah
  Isnawati Jamilah Jannah Jubaidah Juhriah Jumiati Kartini Karmila Kasmawati Khadijah Kurniati Laila Latifah Lestari Lina
  Mariam Mariana Mariati Marlina Masitah Maslina Mastura Misnah Mulyati Mursidah Musdalifah Nadia Nani Narti Nilawati
  Noor Normah Nur Nurhayati Nurjanah Nurlaila Nursiah Painah Puji Rahmah Ratna Ratnawati Rina Rohani Rosdiana
  Rosmini Rosnawati Rukmini Rusmiati Rusnah Sabariah Saidah Salmah Samsiah Sania Sariah Sari Sarinah Siti Sri Suharti Sulastri
  Sumarni Sumiati Suparti Supiati Suryani Syamsiah Tini Titin Tri Wahyuni Warni Wati Yanti Yuliana Yuliati Yunita Zainab Zubaidah`)

export const MEN_LAST = words(`
  Abdullah Aditya Akbar Alamsyah Anshari Anwar Ardiansyah Arsyad Asri Azhari Basuki Budiman Darmadi Effendi Fahrizal Fauzi
  Firmansyah Gani Ghozali Hakim Hamzah Hanafi Hariyanto Harjo Hasyim Hermawan Hidayat Iriansyah Jailani Jaya Johansyah
  Junaedi Kusuma Lesmana Lubis Mahyudin Maulana Mubarak Mulyono Muslim Mustakim Nugraha Nugroho Permadi Prasetyo
  Pratama Purnomo Purwanto Rahmadi Rahman Ramadhan Rifani Riyadi Rosadi Saputra Sanjaya Santoso Setiawan Siswanto Soleh Subekti
  Sucipto Suhendra Sulistyo Supriyadi Suriansyah Surya Susanto Sutomo Syahputra Syahrial Syukur Tamrin Utama Wahid Wibawa
  Wicaksono Wijaya Winarno Wirawan Yunus Zaini`)

export const WOMEN_LAST = words(`
  Agustina Amalia Andriani Anggraini Apriliani Ariani Asih Astriani Aulia Azizah Cahyani Damayanti Daniati Fadilah Faridah
  Febriani Hafizah Hapsari Hasibah Herawati Hidayah Indriani Irawati Istiqomah Julianti Kamariah Khotimah Komalasari
  Kumalasari Kusumawati Lailatul Maharani Marhamah Maryani Maulida Meiliana Melati Muawanah Mufidah Muliani Munawarah Mutmainah
  Ningrum Ningsih Novianti Nurbaiti Oktaviani Permatasari Pertiwi Purnamasari Purwanti Puspita Putri Qomariah Rahayu Rahmawati
  Rahmi Ramadhani Rosida Rubiah Safitri Salamah Saputri Savitri Septiani Setiawati Solehah Sukmawati Sulistiawati Susanti
  Susilawati Syafitri Tasliah Ulfah Utami Wardani Widiastuti Wijayanti Winarti Wulandari Yulianti Zahra Zulaikha`)
