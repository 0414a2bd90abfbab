using System.Text.Json.Nodes;

namespace RepoTickets.LogTriage.Jira.Adf;

/// <summary>Turns Markdown into a document that Jira takes, whatever the Markdown: valid, and not too long.</summary>
internal static class MarkdownToAdf
{
    private const string CutNotice = "The text was cut here: it is longer than the tracker takes.";

    /// <summary>Text beyond this is cut before it is looked at: no document of bearable length holds it.</summary>
    private const int MaximumMarkdownLength = AdfLimits.MaximumDocumentLength * 2;

    internal static JsonObject Convert(string markdown)
    {
        var text = markdown.Length > MaximumMarkdownLength ? CutAtLine(markdown, MaximumMarkdownLength) : markdown;
        var isCut = text.Length < markdown.Length;
        while (true)
        {
            var blocks = MarkdownBlocks.Read(text);
            if (isCut)
            {
                blocks.Add(AdfNodes.Paragraph([AdfNodes.Text(CutNotice, [AdfNodes.Mark("em")])]));
            }

            var document = AdfNodes.Document(blocks);
            var length = document.ToJsonString().Length;
            if (length <= AdfLimits.MaximumDocumentLength || text.Length == 0)
            {
                return document;
            }

            // Marks and escapes make the document longer than its text, by a factor that is measured rather than guessed.
            var next = (int)((long)text.Length * AdfLimits.MaximumDocumentLength / length * 9 / 10);
            text = CutAtLine(text, Math.Min(next, text.Length - 1));
            isCut = true;
        }
    }

    /// <summary>Cut at the end of a line where one is near, else between characters.</summary>
    private static string CutAtLine(string text, int length)
    {
        var cut = text.LastIndexOf('\n', Math.Max(0, length - 1));
        cut = cut > length / 2 ? cut : length;
        if (cut > 0 && char.IsHighSurrogate(text[cut - 1]))
        {
            cut--;
        }

        return text[..cut];
    }
}
