using System.Buffers;
using System.Text;

namespace RepoTickets.Storage.Text;

/// <summary>
/// Reads the YAML that this package and the Python package write, many times faster than a general parser. It knows a small part of YAML
/// and gives up at the first thing outside of it, right or wrong, so that <see cref="YamlTreeReader"/> decides: it makes no faults, and
/// what it does accept is exactly the tree that the general reader gives.
/// </summary>
internal sealed partial class CanonicalYamlReader
{
    /// <summary>Columns of one level. Both writers indent by this; other steps are left to the general reader.</summary>
    private const int Step = 2;

    private readonly string _text;
    private readonly TextLimits _limits;

    /// <summary>What belongs to mappings and lists that are still open; each takes its own off the end when it closes.</summary>
    private readonly List<MappingEntry> _entries = new(64);
    private readonly List<DocumentNode> _items = new(16);

    /// <summary>Where a scalar that is not written as it reads is put together; never longer than what is written.</summary>
    private char[]? _buffer;
    private int _position;
    private int _line;
    private int _lineStart;

    /// <summary>The blanks that begin the line; -1 behind the last line.</summary>
    private int _indentation;
    private int _nodes;
    private int _depth;

    private CanonicalYamlReader(string text, TextLimits limits)
    {
        _text = text;
        _limits = limits;
    }

    /// <returns>The root, or null when the general reader must read this text.</returns>
    internal static MappingNode? Read(string text, TextLimits limits)
    {
        if (text.Length == 0 || IsPeculiar(text))
        {
            return null;
        }

        var reader = new CanonicalYamlReader(text, limits);
        try
        {
            var root = reader.BeginLine() && reader._indentation == 0 ? reader.ReadMapping(column: 0) : null;
            return reader._indentation < 0 ? root : null;
        }
        finally
        {
            if (reader._buffer is not null)
            {
                ArrayPool<char>.Shared.Return(reader._buffer);
            }
        }
    }

    private static bool IsPeculiar(string text) =>
        Ascii.IsValid(text) ? text.AsSpan().ContainsAny('\r', '\u007F') : text.AsSpan().ContainsAny(Peculiar.Characters);

    /// <summary>The line at the position: finds its first character that is no blank. False where it holds nothing.</summary>
    private bool BeginLine()
    {
        _line++;
        _lineStart = _position;
        if (_position == _text.Length)
        {
            _indentation = -1;
            return true;
        }

        while (_position < _text.Length && _text[_position] == ' ')
        {
            _position++;
        }

        _indentation = _position - _lineStart;
        return _position < _text.Length && _text[_position] is not ('\n' or '\t');
    }

    /// <summary>Goes from the end of a line to the next one. False where the line does not end here or the next holds nothing.</summary>
    private bool EndLine()
    {
        if (_position == _text.Length)
        {
            _indentation = -1;
            return true;
        }

        if (_text[_position] != '\n')
        {
            return false;
        }

        _position++;
        return BeginLine();
    }

    private bool IsAtLineEnd => _position == _text.Length || _text[_position] == '\n';

    /// <summary>Whether a list item begins here, on the line of its dash.</summary>
    private bool IsAtItem => _text[_position] == '-' && _position + 1 < _text.Length && _text[_position + 1] == ' ';

    private int Column => _position - _lineStart + 1;

    /// <summary>Counts a node; false when there are too many.</summary>
    private bool IsNodeAllowed() => ++_nodes <= _limits.MaximumNodes;

    private char[] Buffer => _buffer ??= ArrayPool<char>.Shared.Rent(_text.Length);

    /// <summary>
    /// Apart, because what it takes to make them is compiled when it runs first, and a file of ASCII alone needs none of it.
    /// </summary>
    private static class Peculiar
    {
        /// <summary>What YAML readers treat in ways of their own: other line breaks, byte order marks, what is not printable.</summary>
        internal static readonly SearchValues<char> Characters =
            SearchValues.Create(
                [.. Enumerable.Range(0x7F, 0x21).Select(code => (char)code), '\r', '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF']);
    }
}
