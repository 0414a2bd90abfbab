using System.Text;
using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Tests.Text;

internal static class TextTestHelper
{
    internal static byte[] Bytes(string text) => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);

    internal static DocumentText Parse(string text, DocumentSyntax syntax = DocumentSyntax.Yaml) => Parse(Bytes(text), syntax);

    internal static DocumentText Parse(byte[] bytes, DocumentSyntax syntax = DocumentSyntax.Yaml)
    {
        Assert.True(DocumentText.TryParse(syntax, bytes, TextLimits.Default, out var document, out var fault), fault?.ToString());
        return document;
    }

    internal static TextFault FaultOf(string text, DocumentSyntax syntax = DocumentSyntax.Yaml) => FaultOf(Bytes(text), syntax);

    internal static TextFault FaultOf(byte[] bytes, DocumentSyntax syntax = DocumentSyntax.Yaml, TextLimits? limits = null)
    {
        Assert.False(DocumentText.TryParse(syntax, bytes, limits ?? TextLimits.Default, out _, out var fault));
        Assert.True(fault.Line > 0 && fault.Column > 0, fault.ToString());
        return fault;
    }

    /// <summary>The tree in one line: <c>{key: 'text', list: [plain]}</c>, to compare with.</summary>
    internal static string Show(DocumentNode node) => node switch
    {
        ScalarNode scalar => scalar.IsPlain ? scalar.Text : $"'{scalar.Text.Replace("\n", "\\n", StringComparison.Ordinal)}'",
        SequenceNode sequence => $"[{string.Join(", ", sequence.Items.Select(Show))}]",
        MappingNode mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key.Text}: {Show(entry.Value)}"))}}}",
        _ => throw new InvalidOperationException(node.ToString()),
    };

    /// <summary>The source text of a node.</summary>
    internal static string Source(DocumentText document, DocumentNode node) => document.Text[node.Start..node.End];
}
