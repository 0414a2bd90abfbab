using System.Text;
using RepoTickets.Storage.Text;
using static RepoTickets.Storage.Tests.Text.TextTestHelper;
using static RepoTickets.Storage.Tests.Text.Values;

namespace RepoTickets.Storage.Tests.Text;

public sealed class DocumentTextEditTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        // A file, the file it is to become for a reader (only its values matter), and the text expected.
        { "title:   old   # why\nb: 1\n", "{title: new, b: 1}", "title:   new   # why\nb: 1\n" },
        { "title: 'old'\n", "{title: new}", "title: 'new'\n" },
        { "title: \"old\"\n", "{title: \"it's\"}", "title: \"it's\"\n" },
        { "a: one\n  two # c\nb: 1\n", "{a: x, b: 1}", "a: x # c\nb: 1\n" },
        { "a: |  # h\n  one\n  two\n\n# tail\nb: 1\n", "{a: x, b: 1}", "a: x\n\n# tail\nb: 1\n" },
        { "a: x # c\nb: 1\n", "{a: \"l1\\nl2\", b: 1}", "a: |- # c\n  l1\n  l2\nb: 1\n" },
        { "a: x\n   # deep\nb: 1\n", "{a: \"l1\\nl2\", b: 1}", "a: \"l1\\nl2\"\n   # deep\nb: 1\n" },
        { "a: x\n  # as deep\nb: 1\n", "{a: \"l1\\nl2\", b: 1}", "a: \"l1\\nl2\"\n  # as deep\nb: 1\n" },
        { "a: # c\nb: 1\n", "{a: x, b: 1}", "a: x # c\nb: 1\n" },
        { "a:\n  # c\n  old\nb: 1\n", "{a: x, b: 1}", "a:\n  # c\n  x\nb: 1\n" },
        { "a: null\r\nb: 1\r\n", "{a: \"l1\\nl2\\n\", b: 1}", "a: |\r\n  l1\r\n  l2\r\nb: 1\r\n" },
        { "a: 1", "{a: 2}", "a: 2" },
        { "a: 1", "{a: 2, b: 3}", "a: 2\nb: 3" },
        { "a: |\n  x", "{a: x, b: 3}", "a: |-\n  x\nb: 3" },
        { "a: 1\n# t\n", "{a: 1, b: 3}", "a: 1\nb: 3\n# t\n" },
        { "---\n# h\nb: 1 # c\n...\n# t\n", "{a: 0, b: 1}", "---\n# h\na: 0\nb: 1 # c\n...\n# t\n" },
        { "a: 1\nb: 2\nc: 3\n", "{a: 1, c: 3}", "a: 1\nc: 3\n" },
        { "a: 1\nb: 2", "{a: 1}", "a: 1\n" },
        { "a: 1\nb: 2\n", "{b: 2}", "b: 2\n" },
        { "l:\n- a # 1\n# two\n- b\n", "{l: [a, x, b, w]}", "l:\n- a # 1\n- x\n# two\n- b\n- w\n" },
        { "l:\n  -   a\n  -   b # c\n", "{l: [b, c]}", "l:\n  -   b # c\n  -   c\n" },
        { "l:\n  -   a\n  -   b # c\n", "{l: [x]}", "l:\n  -   x\n" },
        { "l: [] # none\nb: 1\n", "{l: [x, w], b: 1}", "l: # none\n- x\n- w\nb: 1\n" },
        { "k:\n    n: 1\nl: []\n", "{k: {n: 1}, l: [x]}", "k:\n    n: 1\nl:\n- x\n" },
        { "k:\n   - n\nl: []\n", "{k: [n], l: [x]}", "k:\n   - n\nl:\n   - x\n" },
        { "l: # c\n- x\n- w\nb: 1\n", "{l: [], b: 1}", "l: [] # c\nb: 1\n" },
        { "l: [a, b] # c\n", "{l: [a, x, b, 'w z']}", "l: [a, x, b, w z] # c\n" },
        { "l: [ a, b, c ]\n", "{l: [b]}", "l: [ b ]\n" },
        { "l: [a,\n  b, # c\n  d # e\n  ]\n", "{l: [a, b, x, d, w]}", "l: [a,\n  b, # c\n  x,\n  d, # e\n  w\n  ]\n" },
        { "l: [a, b]\n", "{l: [x]}", "l: [x]\n" },
        { "l: [a]\n", "{l: []}", "l: []\n" },
        { "c:\n- id: '1' # i\n  t: a\n  zz: unknown\n- id: '2'\n  t: b\n", "{c: [{id: '1', t: a, zz: unknown}, {id: '2', t: x}, {id: " +
            "'3', t: w}]}", "c:\n- id: '1' # i\n  t: a\n  zz: unknown\n- id: '2'\n  t: x\n- id: '3'\n  t: w\n" },
        { "c:\n- id: '1' # i\n  t: a\n- id: '2'\n  # own\n  t: b\n- id: '3'\n", "{c: [{id: '2', t: z}, {id: '1', t: a}, {id: '3'}]}", "c:\n- id: '2'\n  # own\n  t: z\n- id: '1' # i\n  t: a\n- id: '3'\n" },
        { "c:\n- t: a\n  id: '1'\n- id: '2'\n", "{c: [{id: '1'}, {id: '2'}]}", "c:\n- id: '1'\n- id: '2'\n" },
        { "c:\n- id: x\n  l:\n  - a\n  - b\nz: 1\n", "{c: [{id: x, l: [a]}], w: 2, z: 1}", "c:\n- id: x\n  l:\n  - a\nw: 2\nz: 1\n" },
        { "c:\n- id: x\n  l:\n  - a\n", "{c: [{id: x, l: []}], z: 1}", "c:\n- id: x\n  l: []\nz: 1\n" },
        { "m:\n  a: 1\n  b: 2\n", "{m: {}}", "m: {}\n" },
        { "m: {a: 1, b: [x]}\n", "{m: {a: 2, b: [x, w], c: {d: e}}}", "m: {a: 2, b: [x, w], c: {d: e}}\n" },
        { "m: {}\n", "{m: {a: 1, b: [x]}}", "m:\n  a: 1\n  b:\n  - x\n" },
        { "{a: 1, b: }", "{a: 2, b: x, c: [w]}", "{a: 2, b: x, c: [w] }" },
        { "{\"a\": 1}", "{a: 1, b: [\"x\\u0085\"]}", "{\"a\": 1, \"b\": [\"x\\u0085\"]}" },
        { "{}\n", "{a: 1, b: [x]}", "a: 1\nb:\n- x\n" },
        { "\na: 1\r\n", "{a: 2}", "\na: 2\r\n" },
        { "l:\n- - a\n  - b\n- c\n", "{l: [[a, b], c, d]}", "l:\n- - a\n  - b\n- c\n- d\n" },
        { "t: '12'\n", "{t: 12}", "t: 12\n" },
        { "t: 12\n", "{t: '12'}", "t: '12'\n" },
        { "t: x\n", "{t: null}", "t: null\n" },
        { "a: |\n  x\n\n\nb: 1\n", "{a: \"x\\n\", aa: w, b: 1}", "a: |\n  x\naa: w\n\n\nb: 1\n" },
        { "l:\n- a\n    # of a\n- b\n", "{l: [b]}", "l:\n- b\n" },
        { "l:\n- a\n# of b\n- b\n", "{l: [b]}", "l:\n# of b\n- b\n" },
        { "a: x\nl:\n- p\n# of b\nb: 1\n", "{a: x, b: 1}", "a: x\n# of b\nb: 1\n" },
        { "k:\n  a: 1\n  b: 2\n  # of c\n  c: 3\n", "{k: {a: 1, c: 3}}", "k:\n  a: 1\n  # of c\n  c: 3\n" },
        { "l:\n- |\n  a\n- b\n      # of b\n- c\n", "{l: [\"a\\n\", c]}", "l:\n- |\n  a\n- c\n" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Edit_OneChange_ChangesItsLinesOnly(string file, string wanted, string expected)
    {
        var document = Parse(file);
        var edited = Encoding.UTF8.GetString(document.Edit(Read(document), Read(Parse(wanted))));
        Assert.Equal(expected, edited);
        Assert.True(IsSame(Read(Parse(wanted)), Read(Parse(edited))));
    }
}
