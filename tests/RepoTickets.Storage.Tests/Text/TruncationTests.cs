using RepoTickets.Storage.Text;
using static RepoTickets.Storage.Tests.Text.TextTestHelper;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>A file cut anywhere gives a tree or a fault, nothing else; places always lie inside what is there.</summary>
public sealed class TruncationTests
{
    private const string Ticket = """
        id: LOGIN-1
        title: Login fails for users with special characters
        description: "Users can't log in when the password contains: ' \" \\ & \xE9\nSeen\
          \ in production."
        status: open   # set by hand
        reporter: "Zo\xEB M\xFCller"
        labels:
        - bug
        - 'yes'
        created_at: '2026-11-22T03:53:29.987887'
        comments:
        - id: 61e83410
          author: Zoë
          content: |
            Reproduced on staging 🎉

              at login.py:42
        - id: '00123456'
          content: 'two

            lines'
        meta: {a: [1, 2], "b": 'c'}
        estimated_hours: null

        """;

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", false)]
    [InlineData("\n", true)]
    public void TryParse_CutAtEveryByte_GivesTreeOrFault(string newLine, bool isJson)
    {
        var syntax = isJson ? DocumentSyntax.Json : DocumentSyntax.Yaml;
        var bytes = Bytes(Ticket.ReplaceLineEndings(newLine));
        bytes = syntax == DocumentSyntax.Yaml ? bytes : DocumentText.Write(syntax, Values.Read(Parse(bytes)));
        var trees = 0;
        for (var length = 0; length <= bytes.Length; length++)
        {
            var isRead = DocumentText.TryParse(syntax, bytes.AsSpan(0, length), TextLimits.Default, out var document, out var fault);
            Assert.True(
                isRead ? document is not null && fault is null : document is null && fault is { Line: > 0, Column: > 0 },
                $"cut at {length}");
            if (isRead)
            {
                trees++;
                TreeCheck.Places(document!);
                Assert.Equal(bytes[..length], document!.Edit(Values.Read(document), Values.Read(document)));
            }
        }

        Assert.True(syntax == DocumentSyntax.Json ? trees == 1 : trees > 20, $"{trees} trees");
    }
}
