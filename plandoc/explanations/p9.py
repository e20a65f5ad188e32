"""The manual of P9: templates, the profile, the output."""

EXPLANATIONS = {
    "P901": """\
Mẫu trong templates/ viết sai cú pháp.

Mẫu là chữ in ra, xen các chỗ {{ … }} lấy giá trị của kế hoạch và {% … %} để lặp, để chọn; mỗi {%
for %} cần {% endfor %}, mỗi {% if %} cần {% endif %}.

Sai::

    {% for clause in clauses %}
    {{ clause.label }}

Đúng::

    {% for clause in clauses %}
    {{ clause.label }}
    {% endfor %}
""",
    "P902": """\
Mẫu dùng một tên không có.

Thường là gõ sai tên trường của kế hoạch. Chương trình không in chỗ trống thay cho tên sai, vì văn
bản sẽ thiếu chữ mà không ai biết.

Sai::

    {{ plan.head.subjet }}

Đúng::

    {{ plan.head.subject }}
""",
    "P903": """\
Mẫu không chạy được.

Chỗ {{ … }} cho ra một thứ không in được (giá trị trống, cả một danh sách), hoặc làm một phép tính
không được phép.

Sai::

    {{ plan.head.date }}

Đúng::

    {{ plan.head.date|long_date }}
""",
    "P904": """\
Giá trị trong templates/style.yaml nằm ngoài khoảng mà nghị định cho phép.

Nghị định 30/2020/NĐ-CP định cỡ chữ, lề trang, giãn dòng. Giá trị viết {value: 14, legal: [13, 14]}
thì chỉ sửa số sau value, trong khoảng ghi ở legal.

Sai::

    size: {value: 15, legal: [13, 14]}

Đúng::

    size: {value: 14, legal: [13, 14]}
""",
    "P905": """\
Mẫu dùng cách trình bày mà chương trình không biết.

Mỗi tên lớp (sau dấu chấm trong ngoặc nhọn) phải có trong templates/style.yaml; chỉ dùng các dấu
Markdown nêu trong hướng dẫn. Chỗ lạ thì báo lỗi, không lặng lẽ bỏ chữ.

Sai::

    {.trich-yeu}
    {{ words(plan.head.subject) }}

Đúng::

    {.doc-subject}
    {{ words(plan.head.subject) }}
""",
    "P906": """\
Chương trình không trình bày được theo templates/style.yaml.

Thiếu kiểu mà văn bản nào cũng dùng, hai kiểu trùng tên, kiểu dựa vào một kiểu không có, các cột của
bảng không cộng đủ 100… Chương trình không tự chọn thay người làm thể thức.

Sai::

    tables:
      duties: {name: Nhiệm vụ chủ trì, columns: [10, 50, 30]}

Đúng::

    tables:
      duties: {name: Nhiệm vụ chủ trì, columns: [10, 60, 30]}
""",
}
