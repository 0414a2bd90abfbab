using System.Text;
using RepoTickets.LogTriage.Grouping.Canonical;

namespace RepoTickets.LogTriage.Tests.Grouping;

public sealed class CanonicalizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("   \t ", "")]
    [InlineData("Disk full", "Disk full")]
    [InlineData("took 3000 ms", "took *")]
    [InlineData("took 3001ms", "took *")]
    [InlineData("took 1.5 seconds longer", "took * longer")]
    [InlineData("at 2026-01-02T03:04:05.678Z done", "at * done")]
    [InlineData("at 2026-01-02 03:04:05,678 done", "at * done")]
    [InlineData("at Sun Dec 04 04:47:44 2005 done", "at * done")]
    [InlineData("id 0b9c4a1e-2b1c-4d5e-8f90-aabbccddeeff gone", "id * gone")]
    [InlineData("block blk_-6952295868487656571 lost", "block * lost")]
    [InlineData("block 17 lost", "block * lost")]
    [InlineData("from 10.0.0.1:8080 to 10.0.0.2:80", "from * to *")]
    [InlineData("from fe80::abcd:ef01 port", "from * port")]
    [InlineData("mac aa:bb:cc:dd:ee:ff seen", "mac * seen")]
    [InlineData("host db.example.com:5432 refused", "host * refused")]
    [InlineData("GET https://a.b/c?d=e&f=g failed", "GET * failed")]
    [InlineData("open /var/lib/x/y.txt: denied", "open * denied")]
    [InlineData(@"open C:\Users\x\y.txt failed", "open * failed")]
    [InlineData("mail to alice@example.com bounced", "mail to * bounced")]
    [InlineData("address 0xdeadbeef bad", "address * bad")]
    [InlineData("commit deadbeefcafe bad", "commit * bad")]
    [InlineData("file settings.json missing", "file * missing")]
    [InlineData("at Program.cs broke", "at Program.cs broke")]
    [InlineData("read/write error", "read/write error")]
    [InlineData("user \"bob smith\" unknown", "user * unknown")]
    [InlineData("user 'bob' unknown", "user * unknown")]
    [InlineData("can't open the user's file", "can't open the user's file")]
    [InlineData("said \"the pool is empty\" again", "said the pool is empty again")]
    [InlineData("\"GET /a/b HTTP/1.1\" status: 200", "GET * status: *")]
    [InlineData("\"POST /a/b HTTP/1.1\" status: 200", "POST * status: *")]
    [InlineData("uid=0 euid=10 user=bob", "uid= * euid= * user= bob")]
    [InlineData("count = 5, rate= 7", "count= * rate= *")]
    [InlineData("ready=true,policy=3", "ready= * policy= *")]
    [InlineData("[1, 2, 3] items", "* items")]
    [InlineData("[1] items", "* items")]
    [InlineData("enable......1", "enable *")]
    [InlineData("value is null here", "value is * here")]
    [InlineData("java.lang.NullPointerException: x", "java.lang.NullPointerException: x")]
    [InlineData("AmazonS3Exception thrown", "AmazonS3Exception thrown")]
    [InlineData("{\"user\":\"bob\",\"count\":5,\"message\":\"queue is full\"}", "user: * count: * message: queue is full")]
    [InlineData("Ошибка соединения 42", "Ошибка соединения *")]
    [InlineData("用户123登录失败", "用户 * 登录失败")]
    [InlineData("\u001b[31mERROR\u001b[0m build failed", "ERROR build failed")]
    [InlineData("1234 5678", "*")]
    [InlineData("error42", "error*")]
    public void Write_OfAMessage_GivesItsCanonicalForm(string message, string canonical) => Assert.Equal(canonical, Write(message));

    [Theory]
    [InlineData("2026-01-02T03:04:05Z start", "2026-01-02T03:04:06.123Z start")]
    [InlineData("request 3000 ms", "request 3001 ms")]
    [InlineData("at 0x1f", "at 0xabcdef12")]
    [InlineData("from 10.0.0.42", "from 192.168.100.7")]
    [InlineData("id user42x", "id other7")]
    public void Write_WhereOnlyTheVariablePartDiffers_GivesOneForm(string left, string right) => Assert.Equal(Write(left), Write(right));

    [Theory]
    [InlineData("java.lang.NullPointerException", "java.lang.IllegalStateException")]
    [InlineData("Ошибка сети", "Ошибка диска")]
    [InlineData("数据库连接失败", "磁盘已满")]
    [InlineData("error42", "warning42")]
    public void Write_WhereTheFaultDiffers_GivesTwoForms(string left, string right) => Assert.NotEqual(Write(left), Write(right));

    [Fact]
    public void Write_WithSlots_SaysWhatStoodAtEachPlaceholder()
    {
        var text = "user 'bob' failed 3 times from 10.0.0.1"u8.ToArray();
        var slots = new List<Range>();
        Canonicalizer.Write(text, new byte[CanonicalLimits.CanonicalBytes], slots);
        Assert.Equal(["'bob'", "3", "10.0.0.1"], slots.Select(slot => Encoding.UTF8.GetString(text[slot])));
    }

    [Fact]
    public void Write_OfRandomBytes_StaysWithinItsBoundsAndRepeats()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var text = new byte[random.Next(2_000)];
            random.NextBytes(text);
            if (seed % 2 == 0)
            {
                // The punctuation that has meaning, in every order.
                var alphabet = "=:\"'`[](){}<>,;|. -_/\\@ab1Z\u00e4*#"u8;
                for (var index = 0; index < text.Length; index++)
                {
                    text[index] = alphabet[text[index] % alphabet.Length];
                }
            }

            var first = new byte[CanonicalLimits.CanonicalBytes];
            var second = new byte[CanonicalLimits.CanonicalBytes];
            var length = Canonicalizer.Write(text, first);
            Assert.True(
                length == Canonicalizer.Write(text, second) &&
                    first.AsSpan(0, length).SequenceEqual(second.AsSpan(0, length)), $"seed {seed}");
            Assert.True(first.AsSpan(0, length).Count((byte)' ') < CanonicalLimits.Tokens, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a@")]
    [InlineData("a.b.c.")]
    [InlineData("\"a ")]
    [InlineData("'x'")]
    [InlineData("12:")]
    [InlineData("\u6f22")]
    public void Write_OfAHugeLine_IsCutAndBounded(string unit)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length)));
        var length = Canonicalizer.Write(text, new byte[CanonicalLimits.CanonicalBytes]);
        Assert.InRange(length, 0, CanonicalLimits.CanonicalBytes);
    }

    [Fact]
    public void Write_OfWordsOfTheLongestKind_FitsItsBuffer()
    {
        var word = new string('w', CanonicalLimits.WordBytes) + "=:";
        var length = Canonicalizer.Write(
            Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Repeat(word, 300))), new byte[CanonicalLimits.CanonicalBytes]);
        Assert.InRange(length, CanonicalLimits.Tokens * CanonicalLimits.WordBytes, CanonicalLimits.CanonicalBytes);
    }

    internal static string Write(string message)
    {
        var output = new byte[CanonicalLimits.CanonicalBytes];
        return Encoding.UTF8.GetString(output, 0, Canonicalizer.Write(Encoding.UTF8.GetBytes(message), output));
    }
}
