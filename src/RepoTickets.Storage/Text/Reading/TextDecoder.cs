using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace RepoTickets.Storage.Text;

/// <summary>
/// Bytes to text, strictly: what is not plain UTF-8 text is a fault, so that writing the text again gives the same bytes.
/// </summary>
internal static class TextDecoder
{
    private static readonly SearchValues<byte> Controls =
        SearchValues.Create(
            "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0C\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F"u8);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    internal static bool TryDecode(
        DocumentSyntax syntax,
        ReadOnlySpan<byte> bytes,
        TextLimits limits,
        [NotNullWhen(true)] out string? text,
        out bool hasByteOrderMark,
        [NotNullWhen(false)] out TextFault? fault)
    {
        text = null;
        hasByteOrderMark = bytes.StartsWith(ByteOrderMark);
        fault = CheckWhole(syntax, bytes, limits, hasByteOrderMark);
        if (fault is not null)
        {
            return false;
        }

        var content = hasByteOrderMark ? bytes[ByteOrderMark.Length..] : bytes;
        var control = content.IndexOfAny(Controls);
        if (control >= 0)
        {
            fault = FaultAt(content, control, $"The control character U+{content[control]:X4} stands in the file: delete it.");
            return false;
        }

        var buffer = ArrayPool<char>.Shared.Rent(content.Length);
        try
        {
            var status = Utf8.ToUtf16(content, buffer, out var read, out var written, replaceInvalidSequences: false);
            if (status != OperationStatus.Done)
            {
                fault = FaultAt(content, read, "The bytes here are not UTF-8: save the file as UTF-8.");
                return false;
            }

            text = new string(buffer, 0, written);
            return true;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static TextFault? CheckWhole(DocumentSyntax syntax, ReadOnlySpan<byte> bytes, TextLimits limits, bool hasByteOrderMark)
    {
        if (bytes.Length > limits.MaximumBytes)
        {
            return new(FaultReason.Limit, $"The file has {bytes.Length} bytes; {limits.MaximumBytes} is the limit: shorten it.", 1, 1);
        }

        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return new(FaultReason.Encoding, "The file is UTF-16: save it as UTF-8.", 1, 1);
        }

        return hasByteOrderMark && syntax == DocumentSyntax.Json
            ? new(FaultReason.Encoding, "The file begins with a byte order mark, which JSON forbids: save it as UTF-8 without one.", 1, 1)
            : null;
    }

    private static TextFault FaultAt(ReadOnlySpan<byte> content, int offset, string message)
    {
        // What precedes a control character need not have been decoded yet; replacement characters do not move lines.
        var before = Encoding.UTF8.GetString(content[..offset]);
        var (line, column) = TextPlace.Of(before, before.Length);
        return new(FaultReason.Encoding, message, line, column);
    }
}
