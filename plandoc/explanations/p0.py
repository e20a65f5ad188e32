"""The manual of P0: what keeps the files from being read."""

EXPLANATIONS = {
    "P001": """\
Kế hoạch cần một tệp mà thư mục không có.

plan.yaml và agencies.yaml luôn phải có; mỗi tên trong sections (plan.yaml) và groups
(section.yaml) phải là tên một tệp, bỏ đuôi .yaml. Thiếu tệp là thiếu cả một mục của kế hoạch.

Sai::

    sections: [1-muc-dich, 2-muc-tiêu]      # trong sections/ chỉ có 2-muc-tieu.yaml

Đúng::

    sections: [1-muc-dich, 2-muc-tieu]
""",
    "P002": """\
Tệp không lưu bằng Unicode (UTF-8).

Văn bản gõ bằng phông cũ (TCVN3: .VnTime; VNI: VNI-Times) hay lưu kiểu UTF-16 thì chương trình đọc
ra chữ khác. Mở tệp bằng đúng phông cũ, chuyển mã sang Unicode rồi lưu kiểu UTF-8.

Sai::

    title: Môc ®Ých, yªu cÇu                # TCVN3

Đúng::

    title: Mục đích, yêu cầu
""",
    "P003": """\
Tệp không theo cú pháp YAML.

Mỗi dòng là `tên: giá trị`, sau dấu hai chấm có dấu cách; các trường cùng bậc thẳng cột; danh sách
dùng gạch đầu dòng; không dùng phím Tab. Câu văn có dấu hai chấm, dấu nháy, hoặc bắt đầu bằng ký tự
như @ * & ! thì đặt sau `>-` ở dòng dưới, thụt vào hai dấu cách. Các dòng <<<<<<<, =======, >>>>>>>
là chỗ git không tự gộp được: giữ phần đúng rồi xóa ba dòng ấy.

Sai::

    text: Đến năm 2025: Hoàn thiện tiêu chí.

Đúng::

    text: >-
      Đến năm 2025: Hoàn thiện tiêu chí.
""",
    "P004": """\
Tệp quá lớn, lồng quá sâu, hoặc nở ra quá lớn qua bí danh.

Một tệp của kế hoạch không bao giờ cần tới 16 MB, 40 tầng lồng nhau, 50 bí danh (dấu * gọi lại chỗ
đã đặt tên bằng dấu &) hay một đoạn văn bản 100.000 ký tự. Tệp như vậy là tệp hỏng, hoặc được làm
ra để máy treo.

Sai::

    a: &a [x, x, x, x, x, x, x, x, x]
    b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]      # cứ thế thêm vài dòng

Đúng::

    a: [x, x, x]
""",
    "P005": """\
Văn bản có ký tự điều khiển.

Ký tự điều khiển không nhìn thấy, thường lọt vào khi chép dán từ chương trình khác. Word không mở
được văn bản có ký tự ấy; dấu đổi chiều chữ (như U+202E) thì làm lời văn hiện ra khác với lời đã
ghi. Chỗ báo lỗi in dấu � thay cho ký tự ấy. Xóa cả đoạn quanh đó rồi gõ lại.

Sai::

    text: "Phát triển\\x07 công nghiệp"

Đúng::

    text: Phát triển công nghiệp
""",
    "P007": """\
Tệp nằm ngoài thư mục kế hoạch.

Kế hoạch phải nằm trọn trong một thư mục thì mới gửi đi, lưu lại và so sánh được. Chỉ nêu tên tệp,
không nêu đường dẫn; tệp phải là tệp thật, không phải lối tắt dẫn ra nơi khác.

Sai::

    sections: [1-muc-dich, ../ke-hoach-cu/2-muc-tieu]

Đúng::

    sections: [1-muc-dich, 2-muc-tieu]
""",
    "P008": """\
Tệp .yaml không được nêu ở đâu nên không được in.

Chữ trong tệp ấy sẽ lặng lẽ vắng mặt trong văn bản. Thêm tên tệp vào sections (plan.yaml) hoặc
groups (section.yaml) đúng thứ tự muốn in; tệp không dùng nữa thì xóa.

Sai::

    groups: [1-the-che, 2-cong-nghiep]      # trong thư mục còn 3-nhan-luc.yaml

Đúng::

    groups: [1-the-che, 2-cong-nghiep, 3-nhan-luc]
""",
    "P010": """\
Chỗ này không có trường mang tên ấy.

Thường là gõ sai tên trường, hoặc đặt trường vào nhầm bậc. Chương trình không bỏ qua trường lạ, vì
điều người soạn ghi ở đó sẽ mất.

Sai::

    signature: {tile: CHỦ TỊCH}

Đúng::

    signature: {title: CHỦ TỊCH}
""",
    "P011": """\
Giá trị không thuộc loại cần có ở đây.

Trường cần danh sách thì mỗi phần tử một gạch đầu dòng; cần nhóm trường thì mỗi trường một dòng
thụt vào; ngày viết năm-tháng-ngày.

Sai::

    date: 17/11/2023
    signature: CHỦ TỊCH

Đúng::

    date: 2023-11-17
    signature: {title: CHỦ TỊCH}
""",
    "P012": """\
Thiếu một trường bắt buộc.

Lỗi được nêu ở dòng đầu của nhóm trường bị thiếu. Đoạn của một mục cần ít nhất title hoặc text;
nhiệm vụ cần id và text.

Sai::

    tasks:
      - id: quy-hoach-tinh

Đúng::

    tasks:
      - id: quy-hoach-tinh
        text: Hoàn thiện quy hoạch tỉnh.
""",
    "P013": """\
Một trường viết hai lần trong cùng một nhóm.

Không thể biết giá trị nào đúng. Thường là chép một khối rồi quên sửa tên trường, hoặc quên dấu
gạch đầu dòng mở phần tử mới.

Sai::

    - id: quy-hoach-tinh
      text: Hoàn thiện quy hoạch tỉnh.
      id: moi-truong-dau-tu
      text: Cải thiện môi trường đầu tư.

Đúng::

    - id: quy-hoach-tinh
      text: Hoàn thiện quy hoạch tỉnh.
    - id: moi-truong-dau-tu
      text: Cải thiện môi trường đầu tư.
""",
    "P014": """\
Giá trị trống, không có trong lịch, hoặc không nằm trong các giá trị cho chọn.

Trường không cần thì bỏ cả dòng, đừng để trống. Trường cho chọn (kind, layout, measure…) chỉ nhận
đúng các từ đã định; danh sách bắt buộc phải có ít nhất một phần tử.

Sai::

    kind: muc-tieu
    date: 2023-02-30
    number:

Đúng::

    kind: objectives
    date: 2023-02-28
""",
    "P015": """\
Văn bản bị ngắt thành nhiều đoạn, hoặc bị dấu # cắt mất phần sau.

Mỗi đoạn in ra là một mục riêng, có mã riêng để viện dẫn. Muốn xuống dòng cho dễ đọc thì dùng `>-`:
các dòng liền nhau được nối lại thành một đoạn, nhưng phải thụt vào như nhau và không được có dòng
trống ở giữa. Ngoài `>-` và ngoài nháy, từ dấu cách và dấu # tới hết dòng là chú thích: chữ ở đó sẽ
lặng lẽ vắng mặt trong văn bản.

Sai::

    - id: muc-dich
      text: |
        Khai thác tiềm năng.
        Phát triển đô thị.

Đúng::

    - id: tiem-nang
      text: Khai thác tiềm năng.
    - id: do-thi
      text: Phát triển đô thị.
""",
    "P016": """\
Dữ liệu ghi ở định dạng mà chương trình này chưa biết.

format trong plan.yaml là số phiên bản của cách ghi dữ liệu, không phải của kế hoạch: đừng sửa nó.
Gặp số lớn hơn thì dữ liệu do bản chương trình mới hơn ghi; hãy dùng bản ấy.

Sai::

    format: 2

Đúng::

    format: 1
""",
}
