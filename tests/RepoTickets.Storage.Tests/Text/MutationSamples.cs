using System.Text;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>Small files that hold every form the canonical reader knows: ours, and what the Python package makes of long texts.</summary>
internal static class MutationSamples
{
    private static readonly IReadOnlyList<string> Files = [.. Python, .. Ours()];

    private static IEnumerable<string> Python =>
    [
        """
        id: A-1
        title: A text without quotes that is longer than eighty characters, so that it is folded
          over two lines (or three) - with a colon:inside and a#hash in it & more
        labels:
        - one
        - two words
        nothing: null
        empty: []
        parameters: {}

        """.ReplaceLineEndings("\n"),
        """
        id: A-2
        description: "Seen \xE9 with \"quotes\" and \\ a backslash\n\tand a tab \u65E5\
          \ folded \U0001F389 here, crlf \r\n cr \r\
          \ end"
        comments:
        - id: '00123456'
          content: 'It''s folded.

            Over a blank line and over
            one without.


            Done '
          dependencies:
          - X-1
        - id: 12e4567
          content: -5
        points: 5

        """.ReplaceLineEndings("\n"),
        """
        A-1:
          created_at: '2025-01-01T00:00:00'
          labels:
          - 'a: b'
          - "\xFCn\xEF"
          nested:
            deep: http://example.org/x?y=1#z
            list:
              - id: 1
                text: x
              - id: 2
          status: open
        A-2:
          text: |
            first line
              second line

            # fourth line
          other: |-
            no line end
          indented: |2
              first
            second
        last:

        """.ReplaceLineEndings("\n"),
    ];

    internal static IReadOnlyList<string> All() => Files;

    private static IEnumerable<string> Ours()
    {
        var format = new DocumentFormat(TimeZoneInfo.Utc, TextLimits.Default);
        var documents = new RandomDocuments(7);
        for (var count = 0; count < 12; count++)
        {
            yield return Encoding.UTF8.GetString(format.Create(documents.Epic()));
        }

        var found = 0;
        for (var seed = 0; found < 20; seed++)
        {
            var value = new RandomFile(new Random(seed)).NextMapping(0, 3);
            var text = Encoding.UTF8.GetString(DocumentText.Write(DocumentSyntax.Yaml, value));
            if (CanonicalYamlReader.Read(text, TextLimits.Default) is not null)
            {
                found++;
                yield return text;
            }
        }
    }
}
