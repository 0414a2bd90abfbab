using System.Text;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>Damages a file in ways that people, tools and disks do, mostly small, so that much of it stays readable.</summary>
internal sealed class TextMutation(Random random)
{
    private const string Characters = " \n\t\r:-?,[]{}#&*!|>'\"%@`\\/.~=<+0a_é\u0085\u007F\u2028\uFEFF\u00A0日";

    private static readonly string[] Words =
    [
        "\n- ", ": ", " #", "\n  ", "\n    ", "\n\n", "? ", "|\n", "|-\n", "|2\n", ">-\n", "- - ", "{}", "[]", "{a: b}", "[x]", "\n---\n",
        "\n...\n", "<<: ", "*a", "&a ",
        "!!str ", "\r\n", "\\x41", "\\u00e9", "\\U0001F389", "\\ud83c", "\\\n  ", "\\ ", "\\/", "''", "\"\"", "' ", "'", "a: b\n", "key:\n",
        "\n  - x", "~", "null", "🎉",
    ];

    internal string Apply(string text)
    {
        var builder = new StringBuilder(text);
        for (var count = random.Next(1, 4); count > 0 && builder.Length > 0; count--)
        {
            if (random.Next(2) == 0)
            {
                ChangeCharacters(builder);
            }
            else
            {
                ChangeLines(builder);
            }
        }

        return builder.ToString();
    }

    private void ChangeCharacters(StringBuilder builder)
    {
        var place = random.Next(builder.Length);
        switch (random.Next(5))
        {
            case 0:
                builder.Remove(place, Math.Min(builder.Length - place, random.Next(1, 4)));
                break;
            case 1:
                builder.Insert(place, Characters[random.Next(Characters.Length)]);
                break;
            case 2:
                builder.Insert(place, Words[random.Next(Words.Length)]);
                break;
            case 3:
                builder[place] = Characters[random.Next(Characters.Length)];
                break;
            default:
                builder[place] = (char)(builder[place] ^ (1 << random.Next(7)));
                builder[place] = builder[place] is < ' ' and not '\n' and not '\t' ? ' ' : builder[place];
                break;
        }
    }

    private void ChangeLines(StringBuilder builder)
    {
        var lines = builder.ToString().Split('\n').ToList();
        var index = random.Next(lines.Count);
        var other = random.Next(lines.Count);
        switch (random.Next(8))
        {
            case 0:
                lines.RemoveAt(index);
                break;
            case 1:
                lines.Insert(other, lines[index]);
                break;
            case 2:
                lines.Insert(index, string.Empty);
                break;
            case 3:
                (lines[index], lines[other]) = (lines[other], lines[index]);
                break;
            case 4:
                lines[index] = new string(' ', random.Next(5)) + lines[index].TrimStart(' ');
                break;
            case 5:
                lines[index] = lines[index].TrimStart(' ', '-').Insert(
                    0, lines[other][..(lines[other].Length - lines[other].TrimStart(' ', '-').Length)]);
                break;
            case 6:
                var colon = lines[index].IndexOf(':', StringComparison.Ordinal) + 1;
                lines[index] = lines[index][..colon] +
                    lines[other][Math.Min(lines[other].Length, lines[other].IndexOf(':', StringComparison.Ordinal) + 1)..];
                break;
            default:
                lines.RemoveRange(Math.Max(1, index), lines.Count - Math.Max(1, index));
                lines[^1] = lines[^1][..random.Next(lines[^1].Length + 1)];
                break;
        }

        builder.Clear().AppendJoin('\n', lines);
    }
}
