using System.Globalization;
using System.Text;

namespace RepoTickets.Fuzz.Generation;

/// <summary>
/// Damages bytes in ways that people, editors, disks and attackers do. It knows lines, numbers and brackets, which most formats have, and
/// the words of the format that it is given.
/// </summary>
/// <param name="tokens">Words of the format.</param>
/// <param name="pool">Other inputs, to splice with.</param>
internal sealed class Mutator(IReadOnlyList<string> tokens, IReadOnlyList<byte[]> pool)
{
    private static readonly string[] Odd =
    [
        "\0", "\u0001", "\a", "\u001b[31m", "\u007f", "\u0085", "\u00a0", "\u200b", "\u202e", "\u2028", "\u2029", "\ufeff", "\ufffe",
        "\uffff", "é", "e\u0301",
        "日本語", "🎉", "👩‍👩‍👧", "ǅ", "İ", "ß", "\u0660\u0661", "½", "＝", "\r", "\r\n", "\n", "\n\n\n", "\t", "  ", " ", "\"", "'", "\\",
        "`", "%", "%s", "{0}", "${", "$(", "<", ">", "&",
        "\\u0000", "\\ud83c", "\\udc00", "\\ud83c\\udf89", "\\uD800", "\\x00", "/../", "..\\", "file:///etc/passwd", "null", "NaN", "-0",
        "1e999", "true",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-1", "1", "127", "128", "255", "256", "32767", "65535", "65536", "2147483647", "2147483648", "-2147483648", "4294967295",
        "4294967296", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "18446744073709551615", "99999999999999999999999999999999", "1e308", "1e309",
        "-1e309", "1e-400", "0.1", "00", "0x10", "1_000", ".5", "5.", "９",
    ];

    private static readonly byte[][] InvalidUtf8 =
    [
        [0x80], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xFE, 0xFF], [0xFF, 0xFE],
    ];

    /// <summary>The input with one to six changes, seldom one that makes it very long.</summary>
    internal byte[] Apply(byte[] input, Random random)
    {
        var bytes = new List<byte>(input);
        for (var count = random.Next(5) == 0 ? random.Next(2, 7) : random.Next(1, 3); count > 0; count--)
        {
            Change(bytes, random);
        }

        if (random.Next(300) == 0)
        {
            Blow(bytes, random);
        }

        if (random.Next(100) == 0)
        {
            ChangeWhole(bytes, random);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes, Random random)
    {
        var place = random.Next(bytes.Count + 1);
        switch (random.Next(14))
        {
            case 0 when bytes.Count > 0:
                bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(random.Next(4) == 0 ? 8 : 7));
                break;
            case 1 when bytes.Count > 0:
                bytes[random.Next(bytes.Count)] = (byte)random.Next(random.Next(4) == 0 ? 256 : 128);
                break;
            case 2 or 3 when tokens.Count > 0:
                bytes.InsertRange(place, Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Count)]));
                break;
            case 4:
                bytes.InsertRange(place, Encoding.UTF8.GetBytes(Odd[random.Next(Odd.Length)]));
                break;
            case 5:
                bytes.RemoveRange(place, Math.Min(bytes.Count - place, random.Next(1, 9)));
                break;
            case 6:
                bytes.RemoveRange(place, Math.Min(bytes.Count - place, random.Next(1, Math.Max(2, bytes.Count / 2))));
                break;
            case 7:
                bytes.InsertRange(random.Next(bytes.Count + 1), Slice(bytes, place, random.Next(1, 60)));
                break;
            case 8 when pool.Count > 0:
                var other = pool[random.Next(pool.Count)];
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(place, other.AsSpan(from, Math.Min(other.Length - from, random.Next(1, 200))).ToArray());
                break;
            case 9:
                ReplaceNumber(bytes, random);
                break;
            case 10:
                bytes.RemoveRange(place, bytes.Count - place);
                break;
            case 11 when random.Next(4) == 0:
                bytes.InsertRange(place, InvalidUtf8[random.Next(InvalidUtf8.Length)]);
                break;
            default:
                ChangeLines(bytes, random);
                break;
        }
    }

    /// <summary>Long lines, deep nesting, many items: a piece again and again.</summary>
    private void Blow(List<byte> bytes, Random random)
    {
        byte[] piece = random.Next(3) switch
        {
            0 when tokens.Count > 0 => Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Count)]),
            1 => Encoding.UTF8.GetBytes(Odd[random.Next(Odd.Length)]),
            _ => Slice(bytes, random.Next(bytes.Count + 1), random.Next(1, 80)),
        };
        if (piece.Length == 0)
        {
            return;
        }

        var room = Math.Max(0, Engine.FuzzTarget.MaximumLength - bytes.Count);
        var times = Math.Min(room, 1 << random.Next(6, 17)) / piece.Length;
        bytes.InsertRange(random.Next(bytes.Count + 1), Enumerable.Repeat(piece, times).SelectMany(static one => one));
    }

    private static void ChangeWhole(List<byte> bytes, Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                bytes.InsertRange(0, [0xEF, 0xBB, 0xBF]);
                break;
            case 1:
                var crlf = bytes.SelectMany(static one => one == (byte)'\n' ? "\r\n"u8.ToArray() : [one]).ToArray();
                bytes.Clear();
                bytes.AddRange(crlf);
                break;
            case 2:
                var wide = Encoding.Unicode.GetBytes(Encoding.Latin1.GetString([.. bytes]));
                bytes.Clear();
                bytes.AddRange(wide);
                break;
            case 3:
                bytes.Reverse();
                break;
            default:
                bytes.Clear();
                break;
        }
    }

    private static void ReplaceNumber(List<byte> bytes, Random random)
    {
        var start = bytes.FindIndex(random.Next(bytes.Count + 1), static one => one is >= (byte)'0' and <= (byte)'9');
        if (start < 0)
        {
            return;
        }

        var end = start;
        while (end < bytes.Count && bytes[end] is >= (byte)'0' and <= (byte)'9')
        {
            end++;
        }

        bytes.RemoveRange(start, end - start);
        var number = random.Next(4) == 0 ? random.NextInt64().ToString(CultureInfo.InvariantCulture) : Numbers[random.Next(Numbers.Length)];
        bytes.InsertRange(start, Encoding.UTF8.GetBytes(number));
    }

    private static void ChangeLines(List<byte> bytes, Random random)
    {
        var lines = Encoding.Latin1.GetString([.. bytes]).Split('\n').ToList();
        var (one, other) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(6))
        {
            case 0:
                lines.RemoveAt(one);
                break;
            case 1:
                lines.Insert(other, lines[one]);
                break;
            case 2:
                (lines[one], lines[other]) = (lines[other], lines[one]);
                break;
            case 3:
                lines[one] = new string(' ', random.Next(6)) + lines[one].TrimStart(' ');
                break;
            case 4:
                var colon = lines[one].IndexOf(':', StringComparison.Ordinal) + 1;
                lines[one] = lines[one][..colon] + lines[other][(lines[other].IndexOf(':', StringComparison.Ordinal) + 1)..];
                break;
            default:
                lines[one] += lines[other];
                break;
        }

        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(string.Join('\n', lines)));
    }

    private static byte[] Slice(List<byte> bytes, int start, int length) =>
        [.. bytes.GetRange(start, Math.Min(bytes.Count - start, length))];
}
