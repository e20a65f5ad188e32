"""The manual of P1, P4 and P5, as far as no rule tells them: ids, placeholders, targets."""

EXPLANATIONS = {
    "P101": """\
Một mã dùng cho hai chỗ.

Mã (id) là tên vĩnh viễn của một đoạn, một nhiệm vụ, một cơ quan…; trang web, mẫu kế hoạch hành
động và bảng so sánh các lần sửa đều dựa vào nó. Mục, nhóm, phân công, nhiệm vụ, đoạn và căn cứ
dùng chung một dãy mã cho cả kế hoạch; cơ quan, chỉ tiêu và văn bản có dãy riêng.

Sai::

    - id: quy-hoach-tinh
      text: Hoàn thiện quy hoạch tỉnh.
    - id: quy-hoach-tinh
      text: Cải thiện môi trường đầu tư.

Đúng::

    - id: quy-hoach-tinh
      text: Hoàn thiện quy hoạch tỉnh.
    - id: moi-truong-dau-tu
      text: Cải thiện môi trường đầu tư.
""",
    "P102": """\
Không có cơ quan nào mang mã ấy trong agencies.yaml.

Chủ trì, phối hợp, nơi ban hành… đều ghi bằng mã của cơ quan, không ghi tên. Gõ sai mã thì việc sẽ
không đến tay ai.

Sai::

    lead: Sở Công Thương

Đúng::

    lead: so-ct                 # agencies.yaml có  - id: so-ct
""",
    "P103": """\
Không có chỉ tiêu nào mang mã ấy trong indicators.yaml.

Con số của chỉ tiêu chỉ đứng một chỗ, trong indicators.yaml; câu văn gọi nó bằng mã đặt trong ngoặc
nhọn. Muốn in chính dấu ngoặc nhọn thì viết đôi: {{ và }}.

Sai::

    text: GRDP tăng bình quân {tang-truong}.

Đúng::

    text: GRDP tăng bình quân {grdp-growth}.     # indicators.yaml có  - id: grdp-growth
""",
    "P104": """\
Không rõ phải in con số của giai đoạn nào, hoặc giai đoạn ấy không có con số.

Chỉ tiêu trong ngoặc nhọn lấy con số theo phase của đoạn chứa nó (hoặc của đoạn bao ngoài), hoặc
theo giai đoạn viết sau dấu @. Con số của giai đoạn phải có trong targets của chỉ tiêu.

Sai::

    - id: dau-tu
      text: Thu hút đầu tư nước ngoài đạt {fdi}.

Đúng::

    - id: dau-tu
      text: Thu hút đầu tư nước ngoài đạt {fdi@2021-2025}.
""",
    "P105": """\
Chỗ dành cho chỉ tiêu, hoặc chú thích, viết sai.

Trong câu văn chỉ có ba dấu đặc biệt: {mã}, {mã@giai-đoạn} và ^[chú thích]. Ngoặc phải mở đóng đủ
đôi, trong ngoặc nhọn không có dấu cách. Muốn in chính các dấu ấy thì viết {{, }} và ^^[.

Sai::

    text: Tăng {grdp growth} so với năm 2020^[Số liệu của Cục Thống kê.

Đúng::

    text: Tăng {grdp-growth} so với năm 2020^[Số liệu của Cục Thống kê.]
""",
    "P106": """\
Mã viết không đúng dạng.

Mã dùng trong địa chỉ trang web và tên tệp nên chỉ gồm chữ thường không dấu, chữ số và gạch nối;
bắt đầu bằng chữ; nhiều nhất 60 ký tự. Không dùng aux, con, nul, prn, com1, lpt1, … (tên mà Windows
giữ riêng) và index (tên của trang danh sách).

Sai::

    id: Quy hoạch tỉnh

Đúng::

    id: quy-hoach-tinh
""",
    "P107": """\
Không có giai đoạn ấy trong phases của plan.yaml.

Giai đoạn phải viết y như trong phases, kể cả gạch nối.

Sai::

    phases: [2021-2025, 2026-2030]      # plan.yaml
    phase: 2021 - 2025                  # sections/2-objectives.yaml

Đúng::

    phase: 2021-2025
""",
    "P112": """\
Mã đã bỏ khỏi một kế hoạch đã ban hành thì không dùng lại cho nội dung khác.

Liên kết trên trang web, biểu mẫu đã gửi đi và bản so sánh đều dẫn tới một nội dung bằng mã của nó:
dùng lại mã là dẫn người đọc tới chỗ khác. Chương trình xem trong lịch sử git: mã đã có trong một
bản có số và ngày (hoặc đã gắn nhãn plan-…), sau đó bị bỏ. Đưa chính nội dung ấy trở lại, đúng từng
chữ, thì không phải lỗi.

Sai::

    - id: cum-cong-nghiep            # đã bỏ năm 2024, nay đặt cho việc khác
      text: Xây dựng nhà ở xã hội.

Đúng::

    - id: nha-o-xa-hoi
      text: Xây dựng nhà ở xã hội.
""",
    "P401": """\
Không đọc được con số của chỉ tiêu.

Con số in ra đúng như đã gõ, nhưng chương trình phải hiểu nó để kiểm tra và so sánh: từ chỉ mức
(trên, dưới, khoảng, từ … trở lên), một số hoặc một khoảng, rồi đơn vị. Số viết theo lối Việt Nam:
dấu phẩy thập phân, dấu chấm phân nghìn.

Sai::

    targets: {2021-2025: tăng mạnh, 2026-2030: 8.5%/năm}

Đúng::

    targets: {2021-2025: trên 8%/năm, 2026-2030: "8,5%/năm"}
""",
    "P501": """\
Chữ Việt viết bằng Unicode tổ hợp, không phải dựng sẵn.

Hai kiểu nhìn giống nhau nhưng máy thấy khác: tìm “Sở” kiểu này không ra “Sở” kiểu kia, dấu có thể
lệch khi in. Kế hoạch dùng kiểu dựng sẵn. Đặt bộ gõ ở “Unicode dựng sẵn”; văn bản cũ thì chạy
python build.py fix.

Sai::

    title: Sở Công Thương       # S, o, dấu móc, dấu hỏi…: mỗi dấu là một ký tự riêng

Đúng::

    title: Sở Công Thương       # ở là một ký tự
""",
}
