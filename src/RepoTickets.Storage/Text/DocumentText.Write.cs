using System.Text;

namespace RepoTickets.Storage.Text;

internal sealed partial class DocumentText
{
    /// <summary>Characters of most documents: a builder that begins smaller grows piece by piece.</summary>
    private const int UsualLength = 4_096;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A new file in the canonical form. Equal values give equal bytes, and reading them gives the values back.</summary>
    /// <exception cref="ArgumentException">
    /// A text has half of a surrogate pair, a literal is none, a key stands twice or is too long, or the value is nested deeper than
    /// readers allow.
    /// </exception>
    internal static byte[] Write(DocumentSyntax syntax, MappingValue root)
    {
        ArgumentNullException.ThrowIfNull(root);
        WritableValue.Check(root, TextLimits.Default.MaximumDepth);
        var builder = new StringBuilder(UsualLength);
        if (syntax == DocumentSyntax.Json)
        {
            new FlowWriter(builder, FlowStyle.CanonicalJson).Write(root, string.Empty);
        }
        else if (root.Entries.Count == 0)
        {
            builder.Append("{}\n");
        }
        else
        {
            new YamlBlockWriter(builder, YamlBlockStyle.Canonical, allowLiterals: true).WriteMapping(root.Entries.AsSpan(), column: 0);
            builder.Append('\n');
        }

        return Utf8.GetBytes(builder.ToString());
    }
}
