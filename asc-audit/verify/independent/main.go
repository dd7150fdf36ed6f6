// Command independent checks what ASC signed and proved with code that ASC's authors did not write: the Go team's
// golang.org/x/mod/sumdb/note (C2SP signed-note) and golang.org/x/mod/sumdb/tlog (RFC 6962). Only the lines of
// C2SP tlog-checkpoint, tlog-proof and tlog-witness add-checkpoint are split here.
//
//	independent inclusion VKEY PROOF RECORD        PROOF is a .tlog-proof, RECORD the bytes that were hashed
//	independent consistency VKEY OLDER REQUEST     OLDER is a checkpoint, REQUEST an add-checkpoint body
//	independent -                                  such lines on standard input; answers "ok" or "refused: ..." to each
//
// Exit 0: accepted. 1: refused. 2: wrong usage.
package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// tree is what a checkpoint says once its signature holds.
type tree struct {
	size int64
	root tlog.Hash
}

func open(vkey, checkpoint string) (tree, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tree{}, err
	}
	signed, err := note.Open([]byte(checkpoint), note.VerifierList(verifier))
	if err != nil {
		return tree{}, err
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return tree{}, fmt.Errorf("checkpoint: %d lines (expected: origin, size, root)", len(lines)-1)
	}
	// The origin names the log; the key name is that of its writer.
	if !strings.HasPrefix(lines[0], verifier.Name()+"/") {
		return tree{}, fmt.Errorf("origin: %s (expected: below %s)", lines[0], verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tree{size, root}, err
}

// split reads a head, then one hash per line, an empty line, and a checkpoint.
func split(text string, heads int) (head []string, hashes []tlog.Hash, checkpoint string, err error) {
	before, checkpoint, found := strings.Cut(text, "\n\n")
	lines := strings.Split(before, "\n")
	if !found || len(lines) < heads {
		return nil, nil, "", fmt.Errorf("proof: no empty line after the hashes")
	}
	for _, line := range lines[heads:] {
		raw, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(raw) != tlog.HashSize {
			return nil, nil, "", fmt.Errorf("hash: %q (expected: 32 bytes in base64)", line)
		}
		hashes = append(hashes, tlog.Hash(*(*[tlog.HashSize]byte)(raw)))
	}
	return lines[:heads], hashes, checkpoint, nil
}

func inclusion(vkey, proof string, record []byte) error {
	head, hashes, checkpoint, err := split(proof, 2)
	if err != nil {
		return err
	}
	if head[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(head[1], "index ") {
		return fmt.Errorf("proof: %q (expected: tlog-proof@v1 and an index)", head)
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(head[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	tree, err := open(vkey, checkpoint)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(hashes, tree.size, tree.root, index, tlog.RecordHash(record))
}

func consistency(vkey, older, request string) error {
	head, hashes, checkpoint, err := split(request, 1)
	if err != nil {
		return err
	}
	before, err := open(vkey, older)
	if err != nil {
		return err
	}
	after, err := open(vkey, checkpoint)
	if err != nil {
		return err
	}
	if head[0] != fmt.Sprintf("old %d", before.size) {
		return fmt.Errorf("request: %q (expected: old %d)", head[0], before.size)
	}
	return tlog.CheckTree(hashes, after.size, after.root, before.size, before.root)
}

func check(arguments []string) error {
	if len(arguments) != 4 {
		return fmt.Errorf("arguments: %d (expected: inclusion VKEY PROOF RECORD or consistency VKEY OLDER REQUEST)", len(arguments))
	}
	first, err := os.ReadFile(arguments[2])
	if err != nil {
		return err
	}
	second, err := os.ReadFile(arguments[3])
	if err != nil {
		return err
	}
	switch arguments[0] {
	case "inclusion":
		return inclusion(arguments[1], string(first), second)
	case "consistency":
		return consistency(arguments[1], string(first), string(second))
	}
	return fmt.Errorf("command: %s (expected: inclusion or consistency)", arguments[0])
}

func main() {
	if len(os.Args) == 2 && os.Args[1] == "-" {
		for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
			if err := check(strings.Fields(lines.Text())); err != nil {
				fmt.Println("refused:", err)
			} else {
				fmt.Println("ok")
			}
		}
		return
	}
	if len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, check(os.Args[1:]))
		os.Exit(2)
	}
	if err := check(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
	fmt.Println("ok")
}
