namespace RepoTickets.Storage.Text;

internal sealed partial class DocumentText
{
    /// <summary>
    /// The file with a change made to it. Only the fields that differ between the two values are written anew, in the file's own style;
    /// every other byte stays, with comments, order, quotes, line ends and keys that neither value knows.
    /// </summary>
    /// <param name="before">The value that was read from this very file.</param>
    /// <param name="after">The value wanted.</param>
    /// <returns>The bytes to store; those of this file when nothing differs.</returns>
    /// <exception cref="ArgumentException">The new value cannot be written: see <see cref="Write"/>.</exception>
    /// <exception cref="InvalidOperationException">
    /// The result, read back, is not what was asked for. Nothing is returned then; the message names the field.
    /// </exception>
    internal byte[] Edit(MappingValue before, MappingValue after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        WritableValue.Check(after, TextLimits.Default.MaximumDepth);
        var editor = new DocumentEditor(this);
        var text = editor.Edit(before, after);
        var bytes = Encode(text);
        if (!ReferenceEquals(text, Text))
        {
            EditVerification.Check(this, bytes, before, after, editor.Rendered);
        }

        return bytes;
    }

    private byte[] Encode(string text)
    {
        var prefix = HasByteOrderMark ? 3 : 0;
        var bytes = new byte[prefix + Utf8.GetByteCount(text)];
        if (HasByteOrderMark)
        {
            (bytes[0], bytes[1], bytes[2]) = (0xEF, 0xBB, 0xBF);
        }

        Utf8.GetBytes(text, bytes.AsSpan(prefix));
        return bytes;
    }
}
