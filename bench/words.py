"""Vietnamese material that generated plans are written with: no plan's own words."""

ACTIONS = (
    "Xây dựng và triển khai",
    "Rà soát, hoàn thiện",
    "Tham mưu Ủy ban nhân dân tỉnh ban hành",
    "Tổ chức thực hiện có hiệu quả",
    "Đẩy mạnh",
    "Nghiên cứu, đề xuất",
    "Tiếp tục mở rộng",
    "Phát triển đồng bộ",
    "Hướng dẫn, hỗ trợ",
    "Kiểm tra, giám sát",
    "Lồng ghép, bố trí nguồn lực cho",
    "Ứng dụng công nghệ số trong",
    "Nâng cao chất lượng",
    "Thí điểm, nhân rộng",
    "Phối hợp liên vùng trong",
    "Công khai, minh bạch",
)

MATTERS = (
    "các chương trình đào tạo nhân lực chất lượng cao",
    "cơ chế, chính sách khuyến khích đầu tư vào công nghiệp hỗ trợ",
    "hạ tầng khu, cụm công nghiệp và khu công nghệ thông tin tập trung",
    "hệ sinh thái khởi nghiệp đổi mới sáng tạo",
    "quy hoạch sử dụng đất gắn với bảo vệ môi trường",
    "mạng lưới giao thông kết nối cảng biển, sân bay và cửa khẩu",
    "dịch vụ hậu cần, kho bãi và trung tâm phân phối",
    "chuỗi giá trị nông sản có truy xuất nguồn gốc",
    "các nền tảng dữ liệu dùng chung của chính quyền địa phương",
    "dịch vụ công trực tuyến toàn trình",
    "mô hình kinh tế tuần hoàn trong sản xuất và tiêu dùng",
    "việc di dời cơ sở sản xuất gây ô nhiễm ra khỏi khu dân cư",
    "thiết chế văn hóa, thể thao phục vụ công nhân và người lao động",
    "công tác dự báo, cảnh báo thiên tai và thích ứng biến đổi khí hậu",
    "mạng lưới y tế cơ sở và y tế dự phòng",
    "cơ sở giáo dục nghề nghiệp trọng điểm",
    "nhà ở xã hội cho người thu nhập thấp",
    "các vùng sản xuất nông nghiệp ứng dụng công nghệ cao",
    "hệ thống thu gom, xử lý nước thải đô thị",
    "cải cách thủ tục hành chính trong đầu tư, đất đai và xây dựng",
    "kinh tế tập thể, hợp tác xã kiểu mới",
    "thương mại điện tử và thanh toán không dùng tiền mặt",
    "hoạt động xúc tiến đầu tư, thương mại và du lịch",
    "nguồn năng lượng tái tạo và sử dụng năng lượng tiết kiệm",
    "cơ sở dữ liệu về thị trường lao động",
    "liên kết giữa trường đại học, viện nghiên cứu và doanh nghiệp",
    "không gian ngầm, không gian xanh trong đô thị",
    "chính sách thu hút chuyên gia, nhà khoa học trẻ",
    "hệ thống thủy lợi, cấp nước sạch nông thôn",
    "các khu vực bảo tồn đa dạng sinh học",
    "doanh nghiệp nhỏ và vừa tham gia chuỗi cung ứng",
    "bảo tồn di sản văn hóa gắn với phát triển du lịch",
)

WAYS = (
    "theo hướng hiện đại, thân thiện với môi trường",
    "phù hợp với quy hoạch tổng thể và lợi thế của từng địa phương",
    "trên cơ sở ứng dụng khoa học - công nghệ và đổi mới sáng tạo",
    "bảo đảm công khai, minh bạch và đúng thẩm quyền",
    "gắn với cơ cấu lại ngành và đổi mới mô hình tăng trưởng",
    "với lộ trình cụ thể cho từng năm",
    "có sự tham gia của doanh nghiệp và người dân",
    "từ nguồn ngân sách và các nguồn huy động hợp pháp khác",
    "ưu tiên địa bàn khó khăn, vùng nông thôn",
    "trên nền tảng dữ liệu số được chia sẻ, kết nối liên thông",
    "đồng bộ giữa hạ tầng kỹ thuật và hạ tầng xã hội",
    "tập trung vào những lĩnh vực có hàm lượng tri thức cao",
    "thông qua hợp tác công tư và liên kết vùng",
    "không để chồng chéo, lãng phí nguồn lực",
    "theo tiêu chuẩn trong nước và thông lệ quốc tế",
    "kết hợp phát triển kinh tế với bảo đảm quốc phòng, an ninh",
)

AIMS = (
    "nhằm nâng cao năng suất và sức cạnh tranh của nền kinh tế",
    "góp phần nâng cao đời sống vật chất, tinh thần của Nhân dân",
    "tạo chuyển biến rõ nét về môi trường đầu tư kinh doanh",
    "đáp ứng yêu cầu công nghiệp hóa, hiện đại hóa",
    "tạo việc làm ổn định, thu nhập bền vững cho người lao động",
    "giảm phát thải và sử dụng hiệu quả tài nguyên",
    "để người dân, doanh nghiệp được phục vụ thuận tiện",
    "hình thành các cực tăng trưởng mới",
    "bảo đảm an sinh xã hội và giảm nghèo bền vững",
    "rút ngắn khoảng cách giữa các vùng, các nhóm dân cư",
    "phục vụ hội nhập quốc tế sâu rộng và hiệu quả",
    "làm căn cứ theo dõi, đánh giá hằng năm",
)

FIELDS = (
    "thể chế và môi trường đầu tư",
    "công nghiệp và xây dựng",
    "nhân lực, khoa học và công nghệ",
    "hạ tầng kỹ thuật",
    "các thành phần kinh tế",
    "tài nguyên và môi trường",
    "văn hóa, giáo dục và y tế",
    "nông nghiệp, nông thôn",
    "đô thị và nhà ở",
    "chuyển đổi số",
)

DELIVERABLES = (
    "Kế hoạch của tỉnh",
    "Báo cáo kết quả hằng năm",
    "Đề án được phê duyệt",
    "Quyết định ban hành quy chế",
    "Bộ tiêu chí đánh giá",
    "Nghị quyết của Hội đồng nhân dân tỉnh",
)

# Offices of a province: name, symbol, who signs.
OFFICES = (
    ("Sở Kế hoạch và Đầu tư", "SKHĐT", "GIÁM ĐỐC"),
    ("Sở Tài chính", "STC", "GIÁM ĐỐC"),
    ("Sở Công Thương", "SCT", "GIÁM ĐỐC"),
    ("Sở Xây dựng", "SXD", "GIÁM ĐỐC"),
    ("Sở Khoa học và Công nghệ", "SKHCN", "GIÁM ĐỐC"),
    ("Sở Thông tin và Truyền thông", "STTTT", "GIÁM ĐỐC"),
    ("Sở Lao động - Thương binh và Xã hội", "SLĐTBXH", "GIÁM ĐỐC"),
    ("Sở Giáo dục và Đào tạo", "SGDĐT", "GIÁM ĐỐC"),
    ("Sở Giao thông vận tải", "SGTVT", "GIÁM ĐỐC"),
    ("Sở Nông nghiệp và Phát triển nông thôn", "SNNPTNT", "GIÁM ĐỐC"),
    ("Sở Tài nguyên và Môi trường", "STNMT", "GIÁM ĐỐC"),
    ("Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL", "GIÁM ĐỐC"),
    ("Sở Nội vụ", "SNV", "GIÁM ĐỐC"),
    ("Sở Tư pháp", "STP", "GIÁM ĐỐC"),
    ("Sở Y tế", "SYT", "GIÁM ĐỐC"),
    ("Sở Ngoại vụ", "SNgV", "GIÁM ĐỐC"),
    ("Thanh tra", "TTT", "CHÁNH THANH TRA"),
    ("Ban Quản lý các Khu công nghiệp", "BQL", "TRƯỞNG BAN"),
    ("Ban Dân tộc", "BDT", "TRƯỞNG BAN"),
    ("Liên minh Hợp tác xã", "LMHTX", "CHỦ TỊCH"),
    ("Cục Thống kê", "CTK", "CỤC TRƯỞNG"),
    ("Kho bạc Nhà nước", "KBNN", "GIÁM ĐỐC"),
)

PROVINCES = tuple(
    name.strip()
    for name in (
        "An Giang, Bà Rịa - Vũng Tàu, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre, Bình Dương, "
        "Bình Định, Bình Phước, Bình Thuận, Cà Mau, Cao Bằng, Đắk Lắk, Đắk Nông, Điện Biên, "
        "Đồng Nai, Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Tĩnh, Hải Dương, Hậu Giang, Hòa Bình, "
        "Hưng Yên, Khánh Hòa, Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Long An, "
        "Nam Định, Nghệ An, Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, "
        "Quảng Ngãi, Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên"
    ).split(",")
)

# Indicators: what is measured, how, and its unit.
MEASURES = (
    ("Tốc độ tăng giá trị sản xuất công nghiệp", "average", "%/năm"),
    ("Tỷ lệ lao động qua đào tạo", "level", "%"),
    ("Thu ngân sách nhà nước trên địa bàn", "total", " nghìn tỷ đồng"),
    ("Tỷ lệ hộ dân được dùng nước sạch", "level", "%"),
    ("Tốc độ tăng kim ngạch xuất khẩu", "average", "%/năm"),
    ("Tỷ lệ dịch vụ công trực tuyến toàn trình", "level", "%"),
    ("Diện tích nhà ở bình quân đầu người", "level", " m2"),
    ("Vốn đầu tư toàn xã hội", "total", " nghìn tỷ đồng"),
)
